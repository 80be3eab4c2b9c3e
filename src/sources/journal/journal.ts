import { sha256 } from '../../core/hash.ts';
import type { Journal } from '../../model/journal.ts';
import type { ReadContext } from '../../model/source.ts';
import { problem } from '../_codes.ts';
import { Draft } from '../_ledger/draft.ts';
import { seal } from '../_ledger/seal.ts';
import { Cursor } from '../_ledger/cursor.ts';
import { LineReader } from './lines.ts';
import { MAX_JOURNAL_BYTES, unreadable } from '../_ledger/readable.ts';
import { FRESH } from './state.ts';
import { words } from './words.ts';

/**
 * Reads a journal of hledger or ledger: its bytes (UTF-8) into typed columns, amounts filled in, transactions balanced,
 * balances checked, all by the rules of hledger 1.25. Never throws for what is in the bytes: a line that cannot be read
 * is a problem with its place, its entry is left out and reading goes on. `name` is the file as problems name it;
 * without a `context`, `include` is refused.
 */
export function readJournal(bytes: Uint8Array, name: string, context?: ReadContext): Journal {
  const large = bytes.length > MAX_JOURNAL_BYTES;
  const draft = new Draft(large ? 0 : bytes.length);
  draft.files.push({ name, hash: large ? '' : sha256(bytes) });
  draft.bytes.push(bytes);
  if (large) {
    const advice = { expected: `at most ${MAX_JOURNAL_BYTES}`, mend: 'split the journal by year' };
    draft.problem(
      problem('file-too-large', { file: name, line: 1, column: 1 }, `the file has ${bytes.length} bytes`, advice),
    );
    return seal(draft, 'journal', words);
  }
  for (const found of unreadable(bytes, name)) draft.problem(found);
  const lines = new LineReader(draft, context);
  lines.read(new Cursor(bytes, name, 0), { ...FRESH });
  lines.ambiguities.report(draft);
  return seal(draft, 'journal', words);
}
