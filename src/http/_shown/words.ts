import type { Book } from '../../model/book.ts';
import type { Sentence } from '../../model/finding.ts';
import type { Portfolio } from '../../model/portfolio.ts';
import { plain } from '../../render/outside.ts';
import { sentenceText, type Figures } from '../../render/sentence.ts';
import { HttpProblem } from '../_problem.ts';

/** No text of the contract is longer. */
const MOST = 4000;

/** Text from outside, safe to look at and no longer than the contract has it. */
export function shown(text: string): string {
  const line = plain(text);
  return line.length <= MOST ? line : `${line.slice(0, MOST - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** A sentence with its numbers written out. */
export function said(sentence: Sentence, book: Book): string {
  const ids = sentence.flatMap((part) => (part.kind === 'figure' ? [part.id] : []));
  return shown(sentenceText(sentence, figuresOf(ids, book)));
}

/** The figures that a text names: a book has ten thousand more. */
export function figuresOf(ids: readonly string[], book: Book): Figures {
  return Object.fromEntries(ids.map((id) => [id, book.get(id)]));
}

/** Readers know their businesses by name, not by id. */
export function namesOf({ entities }: Portfolio): (entity: string) => string {
  const names = new Map([['group', 'Group'], ...entities.map(({ id, name }) => [id, name] as const)]);
  return (entity) => shown(names.get(entity) ?? entity);
}

/** Throws for an entity that there is not: nothing found of it would look as if all were well with it. */
export function knownEntity(entity: string, { entities }: Portfolio): void {
  const ids = ['group', ...entities.map(({ id }) => id)];
  if (!ids.includes(entity))
    throw new HttpProblem(404, 'no-such-entity', `there is no entity "${entity}"; there are: ${ids.join(', ')}`);
}
