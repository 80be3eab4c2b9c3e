import type { Finding } from '../../api/contract.ts';
import { Instant } from '../../ui/index.ts';
import { deedText, whoText } from './words.ts';

/** What people did about a finding, the latest first. */
export function History({ notes }: Pick<Finding, 'notes'>) {
  if (notes.length === 0) return null;
  return (
    <div>
      <p class="font-semibold">History:</p>
      <ol class="grid gap-1 ps-4">
        {notes.toReversed().map((note) => (
          <li key={`${note.at} ${note.action}`} class="list-disc">
            <Instant at={note.at} />: {deedText(note)} by {whoText(note.by)}
            {note.note === undefined ? null : `: “${note.note}”`}
          </li>
        ))}
      </ol>
    </div>
  );
}
