import { shown as delivered } from '../../app/dispatch/shown.ts';
import type { Dispatch as Recorded } from '../../model/dispatch.ts';
import type { Records } from '../../model/records.ts';
import type { Send as RecordedSend } from '../../model/send.ts';
import type { Send } from '../contract/index.ts';
import { instant, wordsFor, type Looker, type Words } from './dispatch.ts';

/** Dispatches that came to their end, by their ids: whoever follows a send need not read them again and again. */
export type Ended = Map<string, Recorded>;

/** Read at a time. */
const PORTION = 50;

/** How far a send is, with what became of each message. */
export async function sendShown(
  send: RecordedSend,
  { dispatches }: Pick<Records, 'dispatches'>,
  looker: Looker,
  ended: Ended = new Map(),
): Promise<Send> {
  const records: Recorded[] = [];
  for (let at = 0; at < send.dispatches.length; at += PORTION) {
    const some = send.dispatches.slice(at, at + PORTION);
    const found = await Promise.all(some.map(async ({ id }) => ended.get(id) ?? (await dispatches.get(id))?.record));
    for (const one of found) {
      if (one?.state === 'sent' || one?.state === 'failed') ended.set(one.id, one);
      if (one) records.push(one);
    }
  }
  return answerOf(send, records, wordsFor(looker));
}

function answerOf(send: RecordedSend, records: readonly Recorded[], words: Words): Send {
  const { id, type, list, by, state, says, started, ended, problem, next, held, refused } = send;
  const before = new Set(send.dispatches.filter(({ replayed }) => replayed).map((one) => one.id));
  const taken = records.filter((one) => !before.has(one.id)).flatMap(({ recipients }) => recipients);
  return {
    sent: taken.filter((one) => one.state === 'sent').length,
    recipients: records.reduce((sum, { recipients }) => sum + recipients.length, 0),
    dispatch: id,
    status: `/api/sends/${id}`,
    type,
    ...(list === undefined ? {} : { list }),
    by,
    state,
    says: words(says),
    startedAt: instant(started),
    ...(ended === undefined ? {} : { endedAt: instant(ended) }),
    deliveries: [
      ...refused.map(({ report, error }) => ({ ...NOT_SENT, report, error: words(error) })),
      ...records.map((one) => deliveryOf(one, before.has(one.id), words)),
    ],
    ...(problem ? { problem: { code: problem.code, detail: words(problem.detail) } } : {}),
    ...(next === undefined ? {} : { nextAt: instant(next) }),
    ...(held === undefined ? {} : { held: words(held) }),
  };
}

const NOT_SENT = { state: 'failed', recipients: 0, sent: 0, attempts: 0 } as const;

function deliveryOf(record: Recorded, isReplayed: boolean, words: Words): Send['deliveries'][number] {
  const { report, id, state, recipients, attempts, error } = delivered(record);
  return {
    report,
    dispatch: id,
    state,
    recipients: recipients.length,
    sent: record.recipients.filter((one) => one.state === 'sent').length,
    attempts,
    ...(error === undefined ? {} : { error: words(error) }),
    ...(isReplayed ? { replayed: true as const } : {}),
  };
}
