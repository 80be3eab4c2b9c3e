import type { Problem } from '../../core/problem.ts';
import type { ReadResult, StatementRow } from '../../model/facts.ts';
import type { Reader, ReadOptions } from '../../model/source.ts';
import { problem } from '../_codes.ts';
import { openText } from '../_open.ts';
import { describeStatements, statedBalances, statementRows } from '../_statements.ts';
import { decodeText, HEAD_BYTES } from '../_text.ts';
import { fieldsOf } from './fields.ts';
import { Messages } from './messages.ts';

function refused(found: Problem): ReadResult {
  return { kind: 'mt940', layout: {}, rows: [], balances: [], problems: [found] };
}

function read(bytes: Uint8Array, file: string, options: ReadOptions): ReadResult {
  const open = openText(bytes, file, 'an MT940 statement', () => decodeText(bytes, options.encoding));
  if ('code' in open) return refused(open);
  const messages = new Messages(options, (offset) => open.at(offset));
  for (const field of fieldsOf(open.text)) messages.field(field);
  messages.finish(open.end);
  if (messages.statements.length === 0) {
    const advice = {
      expected: 'an MT940 or MT942 message with its fields :20: and :61:',
      mend: 'check `kind`, or download it again',
    };
    return refused(
      problem('mt940-not-found', { file, line: 1, column: 1 }, 'there is no statement in this file', advice),
    );
  }
  const statements = messages.statements.map((statement) => statement.finished());
  const spans = statementRows(statements, file);
  const rows: StatementRow[] = messages.statements.flatMap((statement) => statement.rows);
  return {
    kind: 'mt940',
    layout: {
      format: messages.interim ? 'MT942' : 'MT940',
      encoding: open.encoding,
      account: messages.accounts.text,
      narrative: [...messages.dialects].join(', ') || 'none',
      statements: describeStatements(statements),
    },
    rows,
    balances: statements.flatMap(statedBalances),
    problems: [...open.losses, ...messages.problems, ...spans.problems],
    tables: { statements: spans.rows },
  };
}

function recognises(head: Uint8Array, name: string): number {
  const { text } = decodeText(head.subarray(0, HEAD_BYTES), undefined, true);
  const begins = /(?:^|[\r\n]|\{4:\s{0,8}):20:/.test(text);
  if (begins && /[\r\n]:(?:25|28C?|60[FM]|61|34F):/.test(text)) return 1;
  return /\.(?:mt?940|mt?942|sta|swi)$/i.test(name) ? 0.5 : 0;
}

/**
 * SWIFT MT940 statements and MT942 interim reports, in SWIFT's blocks or bare, in the ways of writing field 86 that
 * German, Dutch and other banks have. A row carries the line of its `:61:`.
 */
export const mt940: Reader = { kind: 'mt940', role: 'statement', version: 1, recognises, read };
