import type { SourceRole } from '../../model/source.ts';
import type { Declaration } from '../tree.ts';

/** For each role of a file, the kinds that are read. */
export type Kinds = Readonly<Record<SourceRole, readonly string[]>>;

/** The portfolio as declared, with what the rules of meaning need to know beside it. */
export interface Scope {
  readonly root: Declaration;
  /** Absolute path of the portfolio folder. */
  readonly folder: string;
  /** Report types that there are, the owner's own too; undefined when not all of them are known. */
  readonly reports: readonly string[] | undefined;
  /** Kinds of file that there are readers for; undefined when the caller does not know them. */
  readonly kinds: Kinds | undefined;
  /** A part could not be read: what seems not to be declared may stand there. */
  readonly incomplete: boolean;
}

/** The portfolio and its entities: both hold initiatives, rules and category rules. */
export function holders({ root }: Scope): Declaration[] {
  return [root, ...root.list('entities')];
}
