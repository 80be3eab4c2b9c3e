import { count, type EntityBookkeeping } from '../../analysis/index.ts';
import type { Book } from '../../model/book.ts';
import { onDate, quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';

/** ACC-01: money moves and nobody keeps double-entry books. */
export const noBooks = check({
  id: 'ACC-01',
  role: 'CAO',
  title: 'No double-entry books',
  why: 'Without books nobody can tell profit from cash, or show the tax office how a figure came about.',
  fix: say`Take the derived journal over as opening books: quarterdeck export journal.`,
  effort: 'days',
  standard: 'Duty to keep books and records (IRC 6001)',
  needs: ['bookkeeping'],
  run({ bookkeeping: { entities } }, book) {
    const without = entities.filter(({ keeps }) => keeps === 'statements');
    const someKeep = entities.some(({ keeps }) => keeps === 'books');
    if (without.length > 1 && !someKeep) return [nowhere(without, book)];
    return without.map(alone);
  },
});

function alone({ of, movements, first, last }: EntityBookkeeping): Claim {
  const days = first !== undefined && last !== undefined ? say` from ${onDate(first)} to ${onDate(last)}` : say``;
  return {
    entity: of.entity.id,
    subject: 'books',
    severity: 'critical',
    claim: say`No accounting system was found for ${quote(of.entity.name)}: ${movements} are on file${days}, and no double-entry books.`,
    evidence: [movements.id],
    size: movements.id,
  };
}

/** One finding where all lack the same. */
function nowhere(without: readonly EntityBookkeeping[], book: Book): Claim {
  const moved = without.map(({ movements }) => movements);
  const unit = moved[0]?.unit ?? count('movement');
  const text = 'sum of the entities without books';
  const all = book.formula('group.size.acc-01.books', 'Movements without books', unit, 'sum', moved, { text });
  const list = without
    .map(({ of, movements }, at) => say`${at === 0 ? '' : ', '}${quote(of.entity.name)} (${movements})`)
    .flat();
  return {
    entity: 'group',
    subject: 'books',
    severity: 'critical',
    claim: say`No accounting system was found for any entity; money moves in all of these without double-entry books: ${list}.`,
    evidence: moved.map(({ id }) => id),
    size: all.id,
  };
}
