import { figureId } from '../analysis/ids.ts';
import type { Position } from '../core/problem.ts';
import type { Book } from '../model/book.ts';
import type { Figure } from '../model/figure.ts';
import type { Sentence, SentencePart } from '../model/finding.ts';
import { quote, say } from '../model/sentence.ts';
import type { Prose } from './prose.ts';

/** The first part of ids of the owner's figures. */
const OWN = 'own';

/** `fuel` of the report `boat` is `own.boat.fuel`. */
export function ownId(type: string, ...parts: readonly string[]): string {
  return figureId(OWN, type, ...parts);
}

/** The id that a name in the prose of a report means: one of the same file has no dot. */
export function idOf(name: string, type: string): string {
  return name.includes('.') ? name : ownId(type, name);
}

export interface Resolved {
  readonly sentence: Sentence;
  /** Names that no figure has. */
  readonly unknown: readonly { readonly id: string; readonly at: Position }[];
}

/** Prose with the figures that it names; what no figure has is said to be not known. `own` are names of a claim's own. */
export function resolved(
  prose: Prose,
  type: string,
  book: Book,
  own: Readonly<Record<string, Figure | SentencePart>> = {},
): Resolved {
  const unknown: { id: string; at: Position }[] = [];
  const sentence = prose.flatMap((part): Sentence => {
    if (part.kind !== 'name') return [part];
    const found = Object.hasOwn(own, part.name) ? own[part.name] : book.find(idOf(part.name, type));
    if (found) return say`${found}`;
    const id = idOf(part.name, type);
    unknown.push({ id, at: part.at });
    return say`not known (no figure is called ${quote(id)})`;
  });
  return { sentence, unknown };
}
