import type { FactMap } from '../../analysis/index.ts';
import { compare } from '../../core/decimal.ts';
import type { Sentence } from '../../model/finding.ts';
import type { Block, Tile } from '../../model/report.ts';
import { quote, say, term } from '../../model/sentence.ts';
import type { Contents } from '../_frame.ts';

/** What a keeper of books asks first: are there books, do they agree with the bank, what is not earned yet, when does it pay. */
export function kpis(facts: FactMap): Block {
  const tiles = [...booksTile(facts), ...reconciledTile(facts), ...unearnedTile(facts), ...profitTile(facts)];
  if (tiles.length > 0) return { kind: 'figures', id: 'kpis', title: 'At a glance', tiles };
  return {
    kind: 'prose',
    id: 'kpis',
    title: 'At a glance',
    sentences: [say`Nothing is on file yet; “What could not be seen” says what would tell.`],
  };
}

function booksTile({ bookkeeping }: FactMap): Tile[] {
  if (!bookkeeping.value) return [];
  const { without, moving } = bookkeeping.value;
  const none = without.value?.mantissa === 0n;
  return [
    {
      figure: without.id,
      basis: say`without double-entry books, of ${moving} in which money moves`,
      tone: none ? 'good' : 'bad',
    },
  ];
}

function reconciledTile({ reconciliation }: FactMap): Tile[] {
  if (!reconciliation.value) return [];
  const { agreeing, number, accounts } = reconciliation.value;
  const tone = accounts.some(({ state }) => state === 'differs')
    ? 'bad'
    : accounts.every(({ state }) => state === 'agrees')
      ? 'good'
      : 'neutral';
  return [{ figure: agreeing.id, basis: say`agree with a balance that their bank states, of ${number}`, tone }];
}

function unearnedTile({ cash }: FactMap): Tile[] {
  const held = cash.value?.group.deposits;
  return held?.value
    ? [{ figure: held.id, basis: say`of customers' money is held and not earned yet`, tone: 'neutral' }]
    : [];
}

function profitTile({ months }: FactMap): Tile[] {
  const net = [...(months.value?.group.net.values() ?? [])].at(-1);
  return net?.value
    ? [
        {
          figure: net.id,
          basis: say`net of the last full month, by the bank's dates`,
          tone: net.value.mantissa < 0n ? 'bad' : 'good',
        },
      ]
    : [];
}

/** The report's one-sentence answer, and the subject of its mail. */
export function answerOf(facts: FactMap): Omit<Contents, 'blocks'> {
  const { bookkeeping } = facts;
  if (!bookkeeping.value || bookkeeping.value.moving.value?.mantissa === 0n)
    return {
      answer: say`Nothing is on file: no statement and no books.`,
      subject: say`Accounting report: nothing on file`,
    };
  const { without, moving } = bookkeeping.value;
  const all = without.value && moving.value && compare(without.value, moving.value) === 0;
  const books = all
    ? say`No accounting system was found for any of ${moving} in which money moves`
    : without.value?.mantissa === 0n
      ? say`Every entity in which money moves keeps books`
      : say`${without} of ${moving} keep no books`;
  const answer = [...books, ...unearnedWords(facts), ...profitWords(facts), ...say`.`];
  return { answer, subject: all ? say`No accounting system in ${moving}` : books };
}

function unearnedWords({ recognition }: FactMap): Sentence {
  const missing =
    recognition.value?.streams.filter(
      ({ policy, revenue }) => policy === undefined && revenue.value?.mantissa !== 0n,
    ) ?? [];
  if (missing.length === 0) return say``;
  const names = [...new Set(missing.map(({ stream }) => stream.name.toLowerCase()))];
  return say`; ${quote(names.slice(0, SHOWN).join(', '))}${names.length > SHOWN ? ' and other revenue' : ''} ${names.length === 1 ? 'has' : 'have'} no recognition policy`;
}

const SHOWN = 3;

function profitWords({ roadmap }: FactMap): Sentence {
  const last = roadmap.value?.milestones.filter(({ month }) => month !== undefined).at(-1);
  return last?.month === undefined
    ? say``
    : say`; on the path of the targets, the last milestone to profitability is reached in ${term(last.month)}`;
}
