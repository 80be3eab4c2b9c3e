import { fingerprint } from '../../core/hash.ts';
import { decimal } from '../../core/decimal.ts';
import type { Book } from '../../model/book.ts';
import type { Figure } from '../../model/figure.ts';
import { SEVERITIES, type Finding, type FindingLife, type Stake } from '../../model/finding.ts';
import { quote, say } from '../../model/sentence.ts';

/** An entity's name by its id. */
export type Named = (entity: string) => string;

/** A number of things that a report counts. Two views of one run may count differently: each has its own figure. */
export function counted(book: Book, id: string, label: string, of: string, number: number): Figure {
  const value = decimal(number);
  const before = book.find(id)?.value;
  const own = before === undefined || before.mantissa === value.mantissa ? id : `${id}.${number}`;
  return book.constant(own, label, { kind: 'count', of }, value, `${label}, counted`);
}

/**
 * What one check found as one finding: whom it concerns, the gravest of the claims, all the proof, and what is at stake
 * together where it can be added up. `purpose` names the figures: `group.shortfalls.ceo-03`.
 */
export function rollUp(parts: readonly Finding[], book: Book, purpose: string, named: Named): Finding | undefined {
  const [worst, ...others] = parts.toSorted((a, b) => gravity(a) - gravity(b));
  if (!worst || others.length === 0) return worst;
  const id = `group.${purpose}.${worst.check.toLowerCase()}`;
  const number = counted(book, id, `${worst.title}, cases`, 'case', parts.length);
  const entities = [...new Set(parts.map(({ entity }) => entity))];
  const owners = new Set(parts.map(({ owner }) => owner));
  const stake = together(parts, book, id);
  const { stake: _own, life: _life, owner, ...common } = worst;
  const life = lifeOf(parts);
  return {
    ...common,
    id: fingerprint(worst.check, 'rolled-up'),
    entity: entities.length === 1 ? worst.entity : 'group',
    subject: 'rolled-up',
    claim: say`${number}: ${quote(whom(parts, named))}. The first: ${worst.claim}`,
    evidence: [...new Set([number.id, ...parts.flatMap(({ evidence }) => evidence)])],
    size: number.id,
    ...(stake ? { stake } : {}),
    ...(owner !== undefined && owners.size === 1 ? { owner } : {}),
    ...(life ? { life } : {}),
  };
}

const gravity = ({ severity }: Finding): number => SEVERITIES.indexOf(severity);

const MOST_WORDS = 8;
const LONGEST_WORD = 40;

/** `JADA (insurance, licence); QueenofSanDiego (insurance)`. */
function whom(parts: readonly Finding[], named: Named): string {
  const byEntity = new Map<string, string[]>();
  for (const part of parts) {
    const name = named(part.entity);
    byEntity.set(name, [...(byEntity.get(name) ?? []), ...keyWord(part, name)]);
  }
  const one = ([name, words]: [string, readonly string[]]): string => {
    if (words.length === 0) return name;
    const more = words.length > MOST_WORDS ? ', and more' : '';
    return `${name} (${words.slice(0, MOST_WORDS).join(', ')}${more})`;
  };
  return [...byEntity].map(one).join('; ');
}

/** What the claim names beside the business (a client, a holder, a stream); else the part of the subject behind its colon. */
function keyWord({ claim, subject }: Finding, entity: string): string[] {
  const quotes = claim.flatMap((part) => (part.kind === 'quote' && part.text !== entity ? [part.text] : []));
  const [first = ''] = quotes;
  if (first !== '' && first.length <= LONGEST_WORD) return [first];
  const word = /: (.+)$/.exec(subject)?.[1];
  return word === undefined ? [] : [word];
}

/** Sums of what the parts put at stake; undefined unless all say so in one unit. */
function together(parts: readonly Finding[], book: Book, id: string): Stake | undefined {
  const stakes = parts.flatMap(({ stake }) => stake ?? []);
  const [first] = stakes;
  if (!first || stakes.length < parts.length) return undefined;
  const units = new Set(
    stakes.flatMap(({ low, mid, high }) => [low, mid, high].map((part) => JSON.stringify(book.get(part).unit))),
  );
  if (units.size > 1) return undefined;
  const sum = (end: 'low' | 'mid' | 'high'): string => {
    const inputs = stakes.map((stake) => book.get(stake[end]));
    const own = ownId(book, `${id}.${end}`, inputs);
    const { unit, label } = inputs[0] ?? book.get(first[end]);
    const text = 'sum of what each finding puts at stake';
    return book.formula(own, `${label}, and the like`, unit, 'sum', inputs, { text }).id;
  };
  return { low: sum('low'), mid: sum('mid'), high: sum('high'), how: first.how };
}

function ownId(book: Book, id: string, inputs: readonly Figure[]): string {
  const names = inputs.map((input) => input.id);
  const receipt = book.find(id)?.receipt;
  const same = receipt === undefined || (receipt.kind === 'formula' && receipt.inputs.join() === names.join());
  return same ? id : `${id}.${fingerprint(...names).slice(0, 6)}`;
}

/** New while all are; worse when one is new, worse or back again. */
function lifeOf(parts: readonly Finding[]): FindingLife | undefined {
  const lives = parts.flatMap(({ life }) => life ?? []);
  const [first] = lives.toSorted((a, b) => (a.since < b.since ? -1 : 1));
  if (!first) return undefined;
  const rose = lives.some(({ state }) => state !== 'persisting');
  const state = lives.every((life) => life.state === 'new') ? 'new' : rose ? 'worse' : 'persisting';
  return { state, reports: Math.max(...lives.map(({ reports }) => reports)), since: first.since };
}
