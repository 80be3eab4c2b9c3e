import type { Position } from '../../core/problem.ts';
import { SPACE, TAB } from '../_ledger/bytes.ts';
import type { Draft } from '../_ledger/draft.ts';

/** Where a posting begins on its line. */
export function placeOf(draft: Draft, posting: number): Position {
  const place = draft.position(posting);
  const file = draft.transactions.file[draft.postings.transaction[posting] ?? 0] ?? 0;
  const bytes = draft.bytes[file] ?? new Uint8Array();
  const from = draft.postings.offset[posting] ?? 0;
  let at = from;
  while (bytes[at] === SPACE || bytes[at] === TAB) at += 1;
  return { ...place, column: at - from + 1 };
}
