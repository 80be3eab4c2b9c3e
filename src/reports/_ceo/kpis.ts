import type { FactMap } from '../../analysis/index.ts';
import type { Block, Tile } from '../../model/report.ts';
import { quote, say } from '../../model/sentence.ts';
import { burnTile, cashTile, runwayTile } from '../_finance/kpis.ts';
import type { Contents } from '../_frame.ts';
import type { Shortfalls } from './shortfalls.ts';

/** What the owner asks first: what there is, how long it lasts, what comes in, and what is amiss. */
export function kpis(facts: FactMap, shortfalls: Shortfalls): Block {
  const tiles = [
    ...cashTile(facts),
    ...burnTile(facts),
    ...runwayTile(facts),
    ...revenueTile(facts),
    shortfallTile(shortfalls),
    ...unmeasuredTile(facts),
  ];
  return { kind: 'figures', id: 'kpis', title: 'At a glance', tiles };
}

function revenueTile({ concentration }: FactMap): Tile[] {
  const total = concentration.value?.total;
  return total?.value
    ? [{ figure: total.id, basis: say`came in over twelve full months, all businesses`, tone: 'neutral' }]
    : [];
}

function shortfallTile({ number, findings }: Shortfalls): Tile {
  const critical = findings.filter(({ severity }) => severity === 'critical');
  const basis =
    findings.length === 0
      ? say`nothing that stops a business was found`
      : critical.length === 0
        ? say`none of them critical`
        : say`critical: ${quote(critical.map(({ title }) => inWords(title)).join(', '))}`;
  return { figure: number.id, basis, tone: findings.length === 0 ? 'good' : 'bad' };
}

function unmeasuredTile({ kpis: { value } }: FactMap): Tile[] {
  return value
    ? [{ figure: value.unmeasured.id, basis: say`not measured, of ${value.number} that these businesses call for` }]
    : [];
}

/** The report's one-sentence answer, and the subject of its mail. */
export function answerOf({ cash }: FactMap, { findings, number }: Shortfalls): Omit<Contents, 'blocks'> {
  const unrestricted = cash.value?.group.unrestricted;
  const money = unrestricted?.value ? say`unrestricted cash is ${unrestricted}` : say`what is in the bank is not known`;
  if (findings.length === 0)
    return {
      answer: say`No critical shortfall was found where the checks could look; ${money}.`,
      subject: say`CEO report: no critical shortfall`,
    };
  const titles = findings.map(({ title }) => inWords(title)).join(', ');
  return {
    answer: say`${number} to close: ${quote(titles)}; ${money}.`,
    subject: say`CEO report: ${number}`,
  };
}

/** A title within a sentence: `No OTA listing` → `no OTA listing`, and `KPI not measured` stays. */
function inWords(title: string): string {
  return /^\p{Lu}{2}/u.test(title) ? title : `${title.slice(0, 1).toLowerCase()}${title.slice(1)}`;
}
