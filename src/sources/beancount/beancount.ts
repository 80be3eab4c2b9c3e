import { sha256 } from '../../core/hash.ts';
import type { Journal } from '../../model/journal.ts';
import type { ReadContext } from '../../model/source.ts';
import { problem } from '../_codes.ts';
import { Cursor } from '../_ledger/cursor.ts';
import { Draft } from '../_ledger/draft.ts';
import { MAX_JOURNAL_BYTES, unreadable } from '../_ledger/readable.ts';
import { seal } from '../_ledger/seal.ts';
import { bookAsBeancount } from './book.ts';
import { Declared } from './declared.ts';
import { LineReader } from './lines.ts';
import { ROOTS } from './options.ts';
import { words } from './words.ts';

/**
 * Reads a file of beancount: its bytes (UTF-8) into typed columns, amounts filled in, lots found, transactions balanced,
 * pads worked out and balances checked, all by the rules of beancount 2.3. Never throws for what is in the bytes: a line
 * that cannot be read is a problem with its place, its entry is left out and reading goes on. `name` is the file as
 * problems name it; without a `context`, `include` is refused.
 */
export function readBeancount(bytes: Uint8Array, name: string, context?: ReadContext): Journal {
  const large = bytes.length > MAX_JOURNAL_BYTES;
  const draft = new Draft(large ? 0 : bytes.length);
  const declared = new Declared();
  draft.files.push({ name, hash: large ? '' : sha256(bytes) });
  draft.bytes.push(bytes);
  if (large) {
    const advice = { expected: `at most ${MAX_JOURNAL_BYTES}`, mend: 'split the file by year' };
    const at = { file: name, line: 1, column: 1 };
    draft.problem(problem('file-too-large', at, `the file has ${bytes.length} bytes`, advice));
    return seal(draft, 'beancount', words, bookAsBeancount(declared));
  }
  for (const found of unreadable(bytes, name)) draft.problem(found);
  const lines = new LineReader(draft, declared, context);
  lines.read(new Cursor(bytes, name, 0), { roots: ROOTS, pushed: [], applied: [] });
  return seal(draft, 'beancount', words, bookAsBeancount(declared));
}
