import { findingNoteSchema, type FindingNotes } from '../model/report-record.ts';
import { addLines, readLines } from './lines.ts';
import { sealedLines } from './sealed.ts';

export const FINDINGS_FILE = 'records/findings.jsonl';

const NOTES = sealedLines(FINDINGS_FILE, 'what was done about a finding', findingNoteSchema);

/** What people did about findings, as lines of JSON in the order in which they did it. */
export function openFindingNotes(folder: string): FindingNotes {
  return {
    add: (note) => addLines(folder, NOTES, [NOTES.seal(findingNoteSchema.parse(note))]),
    all: async () => {
      const { entries, problems } = await readLines(folder, NOTES);
      return { notes: entries.map(({ record }) => record), problems };
    },
  };
}
