import { handoff } from '../../../src/sources/handoff/reader.ts';
import type { ReadResult } from '../../../src/model/facts.ts';

/** Reads a document; the margin of the test's source is taken off. */
export function readDocument(text: string, file = 'handoffs/notes.md'): ReadResult {
  const lines = text.replace(/^\n/, '').split('\n');
  const margin = Math.min(
    ...lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length),
  );
  return handoff.read(Buffer.from(lines.map((line) => line.slice(margin)).join('\n')), file, {});
}

const PARTS = [
  ['owner', 'of'],
  ['waits_for', 'waits for'],
  ['since', 'since'],
  ['due', 'due'],
  ['link', 'see'],
] as const;

/** `line kind state: text | of Ana | due 2026-04-30`, an item a line. */
export function itemsOf(text: string, file?: string): string[] {
  return [...(readDocument(text, file).tables?.handoff_items ?? [])].map((row) =>
    [
      `${row['line']} ${row['kind']} ${row['state']}: ${row['text']}`,
      ...PARTS.flatMap(([name, word]) => (row[name] ? [`${word} ${row[name]}`] : [])),
    ].join(' | '),
  );
}

/** `state title dated by`, of the document. */
export function headOf(text: string, file?: string): string {
  const [row] = [...(readDocument(text, file).tables?.handoffs ?? [])];
  const by = row?.['superseded_by'] ? ` by ${row['superseded_by']}` : '';
  return `${row?.['line']} ${row?.['state']}: ${row?.['title']} (${row?.['dated'] ?? 'no day'})${by}`;
}
