import type { AuditRunning, AuditState } from '../../../../src/http/contract/audit.ts';
import { counted } from '../../ui/numbers.ts';

type Kind = AuditState['faults'][number]['kind'];

interface KindWords {
  readonly word: string;
  readonly mend: string;
}

/** What somebody did to a record, and what brings it back. */
export const KINDS: Readonly<Record<Kind, KindWords>> = {
  edited: {
    word: 'Edited',
    mend: 'Take the record from a backup from before, and compare: the difference is what was changed.',
  },
  deleted: { word: 'Deleted', mend: 'Take it from a backup from before it went.' },
  truncated: {
    word: 'Cut off',
    mend: 'The latest entries are gone. Take them from the latest backup that has them; hold it against the audit copies.',
  },
  reordered: { word: 'In another place', mend: 'Take the records from a backup in which it lies in its own place.' },
  signature: {
    word: 'Not signed',
    mend: 'Compare the key’s id with the one that you wrote down. If another machine signed it: quarterdeck verify --key <id>.',
  },
  message: {
    word: 'Message changed',
    mend: 'Compare with the copy in the audit mailbox: it has the bytes as they were sent.',
  },
  missing: {
    word: 'Not in the chain',
    mend: 'It was added beside the chain, or the chain lost it. Hold it against the audit mailbox: was it ever sent?',
  },
  unreadable: {
    word: 'Unreadable',
    mend: 'Take it from a backup: the disk may have failed, or somebody wrote over it.',
  },
};

/** It takes the server longer than an answer may take: whoever asks again hears the end. */
export const goesOn = (answer: AuditState | AuditRunning | undefined): answer is AuditRunning =>
  answer !== undefined && 'running' in answer;

/** What the check found; as long as it goes on, what the one before it did. */
export const foundBy = (answer: AuditState | AuditRunning | undefined): AuditState | undefined =>
  goesOn(answer) ? answer.last : answer;

/** What came of it, in one sentence. */
export function answerOf({ sound, entries, anchors, faults }: AuditState): string {
  if (!sound || faults.length > 0)
    return `${counted(faults.length, 'fault')} in ${counted(entries, 'entry', 'entries')}: the records are not as they were written.`;
  if (entries === 0)
    return anchors === 0
      ? 'The chain has no entries yet: nothing has been sent.'
      : `The chain has no entries, and ${keptElsewhere(anchors)} ask for none.`;
  const held =
    anchors === 0 ? 'no checkpoints kept elsewhere to hold them against' : `held against ${keptElsewhere(anchors)}`;
  return `${counted(entries, 'entry', 'entries')}, ${held}: nothing was changed${anchors === 0 ? ', as far as the records themselves can tell' : ''}.`;
}

const keptElsewhere = (anchors: number): string => `${counted(anchors, 'checkpoint')} kept elsewhere`;

/** What a verification without, or with, checkpoints from outside is blind to. */
export function blindSpot(anchors: number): string {
  return anchors === 0
    ? 'No checkpoint from outside the records was at hand. Whoever can write to the records could have cut off their end, with its dispatches and checkpoints, and this check would not see it.'
    : 'Up to the last checkpoint kept elsewhere nothing can be changed unseen. What came after it could have been cut off.';
}

/** `user:ann` is a person of the portfolio, by id. */
export function readerOf(by: string): string {
  return by.startsWith('user:') ? by.slice('user:'.length) : by;
}
