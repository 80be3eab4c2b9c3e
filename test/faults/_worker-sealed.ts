import { applyFeedback } from '../../src/app/dispatch/feedback.ts';
import { freeze, type Sheet } from '../../src/app/dispatch/freeze.ts';
import { openDrain } from '../../src/app/dispatch/drain.ts';
import { runQueue } from '../../src/app/dispatch/queue.ts';
import type { Work } from '../../src/app/dispatch/work.ts';
import { sesEvents } from '../../src/delivery/index.ts';
import { quote } from '../../src/model/sentence.ts';
import { AUDIT, readersOf, SENDER, type Order } from './_talk.ts';
import type { Talk } from './_worker-talk.ts';
import { openWorkerRecords, TIME_ZONE, workOf } from './_worker-work.ts';
import type { WorkerEffects } from './_worker-effects.ts';

/** Between two looks at the queue; a look sends all that is due. */
const LOOK = 400;
const DAY = 86_400_000;

/** Freezes what it is given, works on the queue and applies events, all at once, until it is told to stop. */
export async function workSealed(order: Order, talk: Talk, effects: WorkerEffects): Promise<void> {
  const records = await openWorkerRecords(order, effects);
  const work = workOf(order, records, effects);
  const edition = await records.reports.keep(CONTENT, []);
  talk.say({ what: 'ready' });
  const posting = talk.each('post', async ({ messages }) => {
    await Promise.all(
      messages.map(async (message) => {
        talk.say({ what: 'posted', message, dispatch: await post(work, message, edition) });
      }),
    );
  });
  const hearing = talk.each('events', async ({ events }) => {
    const drain = openDrain(work);
    for (const { ticket, event } of events) {
      await hear(work, event, drain);
      talk.say({ what: 'heard', ticket });
    }
    await drain.finish();
  });
  const sending = async (): Promise<void> => {
    while (!talk.stopped) {
      const { next } = await runQueue(work, effects.now() + LOOK);
      if (next === undefined) talk.say({ what: 'idle' });
      else talk.say({ what: 'idle', next });
      await work.wait(100);
    }
  };
  await Promise.all([posting, hearing, sending()]);
  await records.close();
}

const CONTENT = {
  report: 'cfo',
  asOf: '2026-04-30',
  snapshot: 'a'.repeat(64),
  portfolio: 'b'.repeat(64),
  sources: [],
  figures: [],
  findings: [],
  unseen: [],
};

/** As `send` does: the exact bytes and the dispatch are on record when this answers. Asked again, it answers the same. */
async function post({ records, effects }: Work, message: number, edition: string): Promise<string> {
  const [queued] = await freeze(
    sheetOf(message, edition),
    { from: { name: 'Reports', email: SENDER }, to: readersOf(message).map((email) => ({ email })) },
    {
      records,
      effects,
      batch: 'harness',
      by: 'harness',
      transport: 'ses',
      bcc: [AUDIT],
      showBcc: false,
      timeZone: TIME_ZONE,
      window: 30 * DAY,
      life: 30 * DAY,
    },
  );
  if (!queued) throw new Error(`message ${message} went nowhere`);
  return queued.kept.record.id;
}

function sheetOf(message: number, edition: string): Sheet {
  const words = `Report ${message}. ` + 'Cash on hand is what it is. '.repeat(40);
  const sentence = [quote(words)];
  return {
    report: {
      type: 'cfo',
      title: 'CFO report',
      portfolio: 'harness',
      audience: 'CFO',
      period: { from: '2026-04-01', to: '2026-04-30' },
      asOf: CONTENT.asOf,
      timeZone: TIME_ZONE,
      currency: 'USD',
      snapshot: CONTENT.snapshot,
      answer: sentence,
      subject: sentence,
      blocks: [],
      figures: {},
    },
    parts: { subject: `CFO report ${message}`, text: words, html: `<p>${words}</p>`, images: [] },
    attachments: [],
    edition,
    generation: 1,
  };
}

async function hear(work: Work, event: unknown, drain: ReturnType<typeof openDrain>): Promise<void> {
  const heard = sesEvents(event);
  if ('refused' in heard) throw new Error(`an event was refused: ${heard.refused}`);
  for (const feedback of heard) {
    const { dispatch } = await applyFeedback(work, feedback);
    if (dispatch) drain.follow(dispatch);
  }
}
