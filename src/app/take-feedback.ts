import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Effects } from '../core/effects.ts';
import { UserError } from '../core/problem.ts';
import {
  dsnFeedback,
  readMailbox,
  sesEvents,
  snsCertificates,
  snsMessage,
  type SnsOptions,
} from '../delivery/index.ts';
import type { Dispatch } from '../model/dispatch.ts';
import type { Feedback, RefusedFeedback } from '../model/feedback.ts';
import { openDrain } from './dispatch/drain.ts';
import { applyFeedback, type FeedbackResult } from './dispatch/feedback.ts';
import { withWork } from './dispatch/open-work.ts';
import type { Work } from './dispatch/work.ts';
import type { Ledger } from './ledger.ts';

/** What became of one event, or why it was not believed. */
export interface TakenFeedback {
  readonly from: string;
  readonly result: FeedbackResult | 'refused';
  readonly kind?: Feedback['kind'];
  readonly dispatch?: string;
  readonly recipients: readonly string[];
  readonly says?: string;
}

const MOST_BYTES = 32 * 1024 * 1024;

/**
 * Takes what providers and mail servers said: a file of SES events (a JSON document, or one a line), a message, or a
 * mailbox folder; without a path, the portfolio's own mailbox. What was taken before changes nothing.
 */
export async function takeFeedback(
  ledger: Ledger,
  { path, effects }: { readonly path?: string | undefined; readonly effects: Effects },
): Promise<readonly TakenFeedback[]> {
  return withWork(ledger, effects, (work) => takenBy(work, heardAt(ledger, path, effects.now())));
}

/** Applies events, one by one, and what follows of them. */
export async function takenBy(work: Work, all: AsyncIterable<Heard>): Promise<readonly TakenFeedback[]> {
  const drain = openDrain(work);
  const taken: TakenFeedback[] = [];
  for await (const { from, feedback } of all) {
    if ('refused' in feedback) {
      taken.push({ from, result: 'refused', recipients: [], says: feedback.refused });
      continue;
    }
    const { result, dispatch } = await applyFeedback(work, feedback);
    if (dispatch) drain.follow(dispatch);
    taken.push(told(from, feedback, result, dispatch));
  }
  await drain.finish();
  return taken;
}

function told(from: string, feedback: Feedback, result: FeedbackResult, dispatch: Dispatch | undefined): TakenFeedback {
  return {
    from,
    result,
    kind: feedback.kind,
    ...(dispatch ? { dispatch: dispatch.id } : {}),
    recipients: feedback.recipients.map(({ address }) => address),
    ...(feedback.detail === undefined ? {} : { says: feedback.detail }),
  };
}

interface Heard {
  readonly from: string;
  readonly feedback: Feedback | RefusedFeedback;
}

async function* heardAt({ declared }: Ledger, path: string | undefined, now: number): AsyncGenerator<Heard> {
  const { mailbox, ses } = declared.portfolio.delivery;
  const at = path ?? (mailbox === undefined ? undefined : join(declared.folder, mailbox));
  if (at === undefined) return;
  const there = await stat(at).catch((error: unknown) => {
    const what = path === undefined ? 'the mailbox of `delivery.mailbox`' : 'what was said of messages';
    throw new UserError('cannot-read', `${what} cannot be read: ${at}`, { cause: error });
  });
  if (there.isDirectory()) {
    for await (const { file, ...mail } of readMailbox(at)) {
      if ('problem' in mail) yield { from: file, feedback: { refused: mail.problem } };
      else yield* each(file, await dsnFeedback(mail.bytes));
    }
  } else if (there.size > MOST_BYTES) {
    yield { from: at, feedback: { refused: `larger than ${MOST_BYTES} bytes` } };
  } else {
    const believes = snsReader(ses?.topics ?? [], now);
    yield* inFile(at, await readFile(at), believes);
  }
}

/** What SES said: by itself, or through SNS, whose signature must hold. */
function snsReader(topics: readonly string[], now: number): (event: unknown) => ReturnType<typeof readEvent> {
  const certificates = snsCertificates();
  return (event) => readEvent(event, { topics, certificates, now });
}

async function readEvent(event: unknown, options: SnsOptions): Promise<readonly Feedback[] | RefusedFeedback> {
  const isSns = typeof event === 'object' && event !== null && 'SigningCertURL' in event;
  if (!isSns) return sesEvents(event);
  const message = await snsMessage(JSON.stringify(event), options);
  if ('refused' in message) return message;
  if (message.kind === 'confirm') return { refused: 'a subscription that waits to be confirmed' };
  const said = jsonOf(message.message);
  return said === undefined ? { refused: 'what SNS brought is no JSON' } : sesEvents(said);
}

async function* inFile(file: string, bytes: Uint8Array, believes: ReturnType<typeof snsReader>): AsyncGenerator<Heard> {
  const text = Buffer.from(bytes).toString('utf8');
  const whole = jsonOf(text);
  if (whole !== undefined) yield* each(file, await believes(whole));
  else if (/^\s*[[{]/.test(text)) {
    for (const [index, line] of text.split('\n').entries()) {
      if (line.trim() === '') continue;
      const event = jsonOf(line);
      yield* each(
        `${file}:${index + 1}`,
        event === undefined ? { refused: 'the line is no JSON' } : await believes(event),
      );
    }
  } else yield* each(file, await dsnFeedback(bytes));
}

function* each(from: string, feedback: readonly Feedback[] | RefusedFeedback): Generator<Heard> {
  if ('refused' in feedback) yield { from, feedback };
  else for (const one of feedback) yield { from, feedback: one };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
