import { programOf } from '../_books/forms.ts';
import { decodeText, HEAD_BYTES } from '../_text.ts';
import { isCertain } from './columns.ts';
import type { SheetKind } from './kind.ts';
import { kinds } from './kinds/index.ts';
import { candidatesIn, findTable, type Candidate } from './table.ts';

/** Every reader of sheets is asked about the same bytes, one after the other. */
const seen = new WeakMap<Uint8Array, { readonly kind: string | undefined }>();

/** How much of a header a kind understands, 0 to 1; 0 where it is not certain. */
function share(kind: SheetKind, candidates: readonly Candidate[]): number {
  const table = findTable(kind, candidates);
  if (!table || !isCertain(kind, table.map.columns, table.headings)) return 0;
  return table.map.columns.size / table.headings.filter(({ key }) => key !== '').length;
}

function look(head: Uint8Array): string | undefined {
  // What is marked up or packed is no table, and books have a reader of their own.
  if (head[0] === 0x3c || (head[0] === 0x50 && head[1] === 0x4b) || programOf(head)) return undefined;
  const { text } = decodeText(head.subarray(0, HEAD_BYTES), undefined, true);
  const candidates = candidatesIn(text, undefined);
  const scored = kinds.map((kind) => ({ kind: kind.kind, share: share(kind, candidates) }));
  const [best] = scored.toSorted((a, b) => b.share - a.share);
  return best && best.share > 0 ? best.kind : undefined;
}

/** The kind of sheet that the headings tell; undefined when none is certain. Of two, the one that understands more. */
export function sheetKindOf(head: Uint8Array): string | undefined {
  const known = seen.get(head);
  if (known) return known.kind;
  const kind = look(head);
  seen.set(head, { kind });
  return kind;
}
