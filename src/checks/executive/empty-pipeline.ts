import type { EntityPipeline } from '../../analysis/index.ts';
import type { Figure } from '../../model/figure.ts';
import type { Sentence, Severity } from '../../model/finding.ts';
import { onDate, quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';

/** CEO-01: an entity that should sell has no open deal or quote, and nothing, or nothing soon, booked ahead. */
export const emptyPipeline = check({
  id: 'CEO-01',
  role: 'CEO',
  title: 'Empty sales pipeline',
  why: 'What is not in the making today is not sold next month, whatever last month brought.',
  fix: say`Name who sells, set how many offers go out each week, and write down each.`,
  effort: 'days',
  standard: 'Sales pipeline practice',
  needs: ['pipelines'],
  run({ pipelines }) {
    const asked = pipelines.entities.filter(({ expected }) => expected);
    const told = asked.filter(({ offers, booked }) => offers ?? booked);
    return told.length === 0 ? 'not-seen' : told.flatMap(claimOf);
  },
});

const isNone = (figure: Figure | undefined): boolean => figure?.value?.mantissa === 0n;

/** A sheet that is not there is no empty one: it makes no claim graver. */
function severityOf({ offers, booked }: EntityPipeline): Severity | undefined {
  if (offers && !isNone(offers.open)) return booked && isNone(booked.ahead) ? 'medium' : undefined;
  if (booked && !isNone(booked.soon)) return undefined;
  if (!offers) return 'high';
  return !booked || isNone(booked.ahead) ? 'critical' : 'high';
}

function claimOf(one: EntityPipeline): Claim[] {
  const severity = severityOf(one);
  if (!severity) return [];
  const { of, offers, booked, month } = one;
  const claim: Sentence = [...say`${quote(of.entity.name)}: `, ...offerWords(one), ...bookedWords(one), ...say`.`];
  const figures = [offers?.number, offers?.open, booked?.number, booked?.ahead, booked?.soon];
  const evidence = figures.flatMap((figure) => figure?.id ?? []);
  const common = { entity: of.entity.id, subject: 'pipeline', severity, claim, evidence };
  if (!month) return [common];
  const how = say`A month that nobody sold: half of a mean one, a mean one, and the best of the last twelve full months.`;
  return [{ ...common, stake: { low: month.low.id, mid: month.mid.id, high: month.high.id, how } }];
}

function offerWords({ offers }: EntityPipeline): Sentence {
  if (!offers) return say`no pipeline is on file`;
  if (!isNone(offers.open)) return say`${offers.open} open`;
  const last = offers.lastWon === undefined ? say`` : say`, the last one won on ${onDate(offers.lastWon)}`;
  return [...say`none of ${offers.number} is open`, ...last];
}

function bookedWords({ booked }: EntityPipeline): Sentence {
  if (!booked) return say`, and no sheet tells of bookings ahead`;
  if (isNone(booked.ahead)) return say`, and nothing is booked ahead`;
  const next = booked.next === undefined ? say`` : say`, the next for ${onDate(booked.next)}`;
  return [...say`; nothing is booked for the coming thirty days, and ${booked.ahead} for later`, ...next];
}
