import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dispatchSchema,
  DISPATCH_STATES,
  FEEDBACK_KINDS,
  type Dispatch,
  type DispatchState,
  type Failure,
  type FeedbackKind,
  type Recipient,
} from '../../src/model/dispatch.ts';
import {
  accept,
  again,
  claim,
  digestOf,
  doubt,
  end,
  fail,
  lapse,
  leaveOut,
  observe,
  queue,
  raise,
  release,
  sealedUpTo,
  stateOf,
} from '../../src/model/dispatch-state.ts';
import { freshDispatch, HOUR, NOW } from '../records/_dispatch.ts';
import { eventOf, stepped, steps, type Step } from '../records/_steps.ts';

const [ANN, BOB, AUDIT] = ['ann@example.com', 'bob@example.com', 'audit@shop.example'];

const permanent: Failure = { class: 'permanent', code: 'refused', message: 'the server refused it' };
const retryable: Failure = { class: 'retryable', code: 'throttled', message: 'too fast' };
const stopAll: Failure = { class: 'stop-all', code: 'paused', message: 'sending is paused' };
const unknown: Failure = { class: 'unknown', code: 'reset', message: 'the connection was reset' };
const expired: Failure = { class: 'permanent', code: 'expired', message: 'too late' };
const suppressed: Failure = { class: 'permanent', code: 'suppressed', message: 'unsubscribed' };

const recipient = (address: string, more: Partial<Recipient> = {}): Recipient => ({
  address,
  role: address === AUDIT ? 'bcc' : 'to',
  state: 'queued',
  ...more,
});

function must(dispatch: Dispatch | undefined): Dispatch {
  if (!dispatch) throw new Error('the step does not apply');
  return dispatch;
}

const fresh = (recipients = [recipient(ANN), recipient(BOB), recipient(AUDIT)]): Dispatch =>
  queue(freshDispatch({ recipients }), NOW);
const sending = (from = fresh(), at = NOW): Dispatch => must(claim(from, 'w1', at, at + HOUR));
const accepted = { outcome: 'accepted', receipt: 'r1' } as const;

/** A dispatch in each state, after one attempt. */
const IN: Readonly<Record<DispatchState, Dispatch>> = {
  queued: must(fail(sending(), 'w1', retryable, NOW, NOW)),
  sending: sending(),
  sent: must(accept(sending(), accepted, NOW)),
  failed: must(fail(sending(), 'w1', permanent, NOW)),
  unknown: must(fail(sending(), 'w1', unknown, NOW, NOW + HOUR)),
};

const event = (
  kind: FeedbackKind,
  more: Partial<Parameters<typeof observe>[1]> = {},
): Parameters<typeof observe>[1] => ({
  kind,
  recipients: [],
  at: NOW,
  ...more,
});
const naming = (...addresses: readonly string[]): { recipients: { address: string }[] } => ({
  recipients: addresses.map((address) => ({ address })),
});
const statesOf = ({ recipients }: Dispatch): string => recipients.map(({ state }) => state).join(' ');

describe('a step', () => {
  /** Each row: the step, and what becomes of a dispatch of each state; `-` where it does not apply. */
  const table: Record<string, readonly [(dispatch: Dispatch) => Dispatch | undefined, string]> = {
    //                                                                 queued sending sent failed unknown
    claim: [(one) => claim(one, 'w2', NOW, NOW + 1), 'sending - - - -'],
    'claim before its time': [(one) => claim(one, 'w2', NOW - 1, NOW), '- - - - -'],
    'claim of what is stale': [(one) => claim({ ...one, expires: NOW }, 'w2', NOW, NOW + 1), '- - - - -'],
    accept: [(one) => accept(one, accepted, NOW), 'sent sent - - sent'],
    'fail, to be tried again': [(one) => fail(one, 'w1', retryable, NOW, NOW + 1), '- queued - - -'],
    'fail, once too often': [(one) => fail(one, 'w1', retryable, NOW), '- failed - - -'],
    'fail, of all': [(one) => fail(one, 'w1', stopAll, NOW, NOW + 1), '- queued - - -'],
    'fail for good': [(one) => fail(one, 'w1', permanent, NOW, NOW + 1), '- failed - - -'],
    'fail, nobody knows how': [(one) => fail(one, 'w1', unknown, NOW, NOW + 1), '- unknown - - -'],
    'fail, says another worker': [(one) => fail(one, 'w2', permanent, NOW), '- - - - -'],
    lapse: [(one) => lapse(one, NOW + HOUR, NOW + 2 * HOUR), '- unknown - - -'],
    'lapse, too early': [(one) => lapse(one, NOW + HOUR - 1, NOW + 2 * HOUR), '- - - - -'],
    release: [(one) => release(one, NOW), '- - - - queued'],
    raise: [(one) => raise(one, 'look', NOW), '- - - - unknown'],
    'raise, twice': [(one) => raise({ ...one, alert: 'look' }, 'look', NOW), '- - - - -'],
    doubt: [(one) => doubt(one, 'look', NOW), 'unknown unknown - - -'],
    end: [(one) => end(one, expired, NOW), 'failed - - - failed'],
    again: [(one) => again(one, NOW, NOW + HOUR), '- - - queued -'],
    'again, for nobody': [(one) => again(one, NOW, NOW + HOUR, () => false), '- - - - -'],
    delivered: [(one) => observe(one, event('delivered'), NOW), 'sent sent sent failed sent'],
    bounced: [(one) => observe(one, event('bounced-hard'), NOW), 'failed failed failed failed failed'],
  };

  it.each(Object.entries(table))('%s', (_, [step, expected]) => {
    const after = DISPATCH_STATES.map((state) => [state, step(IN[state])?.state ?? '-'] as const);
    const order = ['queued', 'sending', 'sent', 'failed', 'unknown'] as const;
    expect(order.map((state) => new Map(after).get(state)).join(' ')).toBe(expected);
  });

  it('is counted, marked with its digest, and waits for the audit chain', () => {
    const { step, pending } = IN.sent;
    expect([step, pending.map((mark) => [mark.step, mark.state])]).toEqual([
      3,
      [
        [1, 'queued'],
        [2, 'sending'],
        [3, 'sent'],
      ],
    ]);
    expect(pending.at(-1)?.digest).toBe(digestOf(IN.sent));
    expect(sealedUpTo(IN.sent, 2).pending).toEqual(pending.slice(2));
    expect(digestOf(sealedUpTo(IN.sent, 3))).toBe(digestOf(IN.sent));
  });

  it('leads to what the schema takes, whichever came before, and leaves what was before as it was', () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 12 }), (sequence) => {
        for (const { before, step, next, at } of walk(sequence)) {
          const copy = structuredClone(before);
          expect(stepped(before, step, at)).toEqual(next);
          expect(before).toEqual(copy);
          expect(dispatchSchema.parse(next)).toEqual(next);
          expect(next.state).toBe(stateOf(next.recipients));
          if (step.does === 'seal') continue;
          expect(next.step).toBe(before.step + 1);
          expect(next.pending.at(-1)).toMatchObject({ step: next.step, state: next.state, digest: digestOf(next) });
          expect(next.lease === undefined).toBe(next.state !== 'sending');
        }
      }),
    );
  });

  it('leads from sent back to the queue by `again` alone, and then only by way of failed', () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 12 }), (sequence) => {
        for (const { before, step, next } of walk(sequence))
          next.recipients.forEach(({ state }, index) => {
            const from = before.recipients[index]?.state;
            if (from === 'sent') expect(['sent', 'failed']).toContain(state);
            if (from === 'failed' && state !== 'failed') expect(['again', 'observe']).toContain(step.does);
            if (state === 'queued' && from !== 'queued') expect(['fail', 'release', 'again']).toContain(step.does);
            if (state === 'sending' && from !== 'sending') expect([step.does, from]).toEqual(['claim', 'queued']);
          });
      }),
    );
  });
});

/** The steps of a sequence that apply, and what lies before and after each. */
function* walk(sequence: readonly Step[]): Generator<{ before: Dispatch; step: Step; next: Dispatch; at: number }> {
  let before = fresh([recipient(ANN), recipient(BOB), recipient(AUDIT)]);
  let at = NOW;
  for (const step of sequence) {
    at += 1000;
    const next = stepped(before, step, at);
    if (!next) continue;
    yield { before, step, next, at };
    before = next;
  }
}

describe('the state of a dispatch', () => {
  it('is that of its recipients which matters most', () => {
    const order: readonly DispatchState[] = ['sending', 'queued', 'unknown', 'failed', 'sent'];
    expect(order.toSorted()).toEqual(DISPATCH_STATES.toSorted());
    for (const [index, state] of order.entries())
      for (const other of order.slice(index)) expect(stateOf([{ state: other }, { state }])).toBe(state);
  });

  it('is failed where some are not to get it, as long as nobody else waits', () => {
    const some = fresh([recipient(ANN, { state: 'failed', failure: suppressed }), recipient(BOB)]);
    expect(some.state).toBe('queued');
    const sent = must(accept(sending(some), accepted, NOW));
    expect([sent.state, statesOf(sent)]).toEqual(['failed', 'failed sent']);
  });
});

describe('a digest', () => {
  it('is the same whatever the order of the keys', () => {
    const turned = <T extends object>(record: T): T =>
      Object.fromEntries(Object.entries(record).toReversed()) as unknown as T;
    const other = turned({ ...IN.failed, recipients: IN.failed.recipients.map(turned) });
    expect(Object.keys(other)).not.toEqual(Object.keys(IN.failed));
    expect(digestOf(other)).toBe(digestOf(IN.failed));
  });

  it('is another when anything else is', () => {
    expect(digestOf({ ...IN.failed, subject: 'Another' })).not.toBe(digestOf(IN.failed));
  });

  it('counts no steps that wait for the chain, however many they are', () => {
    const [mark] = IN.sent.pending;
    const pending = Array.from({ length: 2000 }, () => mark ?? expect.fail('there is a mark'));
    expect(digestOf({ ...IN.sent, pending })).toBe(digestOf(IN.sent));
  });
});

describe('readers whom nothing is sent to by now', () => {
  const noCopy: Failure = { class: 'permanent', code: 'nobody-left', message: 'no reader is left' };

  it('have failed, and the others get it', () => {
    const next = must(leaveOut(fresh(), new Map([[BOB, suppressed]]), noCopy, NOW));
    expect([next.state, statesOf(next)]).toEqual(['queued', 'queued failed queued']);
    expect(next.recipients[1]?.failure).toEqual(suppressed);
  });

  it('leave no copy to be sent when they are all', () => {
    const all = new Map([ANN, BOB, AUDIT].map((address) => [address, suppressed]));
    const next = must(leaveOut(fresh(), all, noCopy, NOW));
    expect([next.state, statesOf(next)]).toEqual(['failed', 'failed failed failed']);
    expect(next.recipients[2]?.failure).toEqual(noCopy);
  });

  it('are none where nothing waits for them', () => {
    expect(leaveOut(fresh(), new Map(), noCopy, NOW)).toBeUndefined();
    expect(leaveOut(sending(), new Map([[BOB, suppressed]]), noCopy, NOW)).toBeUndefined();
  });
});

describe('an answer', () => {
  it('tells who was refused from who was not', () => {
    const outcome = { ...accepted, refused: [{ address: BOB.toUpperCase(), failure: permanent }] };
    const next = must(accept(sending(), outcome, NOW));
    expect([next.state, statesOf(next)]).toEqual(['failed', 'sent failed sent']);
    expect(next.recipients[1]?.failure).toEqual(permanent);
    expect(next).toMatchObject({ receipt: 'r1' });
    expect(next).not.toHaveProperty('lease');
  });

  it('queues those again whom the provider put off, alone, where there is another attempt', () => {
    const greylisted: Failure = { class: 'retryable', code: 'greylisted', message: 'later' };
    const outcome = { ...accepted, refused: [{ address: BOB, failure: greylisted }] };
    const next = must(accept(sending(), outcome, NOW, NOW + HOUR));
    expect([next.state, statesOf(next)]).toEqual(['queued', 'sent queued sent']);
    expect(next).toMatchObject({ notBefore: NOW + HOUR, receipt: 'r1' });
    expect(next.recipients[1]).toMatchObject({ failure: greylisted, after: next.attempts });
    const claimed = sending(next, NOW + HOUR);
    expect(statesOf(claimed)).toBe('sent sending sent');
    expect(statesOf(must(accept(claimed, accepted, NOW + HOUR)))).toBe('sent sent sent');
    expect(statesOf(must(accept(sending(), outcome, NOW)))).toBe('sent failed sent');
  });

  it('of an attempt before it was sent again says nothing of the next one', () => {
    const anew = must(again(must(end(IN.unknown, expired, NOW)), NOW, NOW + HOUR));
    expect(accept(anew, accepted, NOW)).toBeUndefined();
    expect(accept(sending(anew), accepted, NOW)?.state).toBe('sent');
  });

  it('to nothing is none', () => expect(accept(fresh(), accepted, NOW)).toBeUndefined());
});

describe('feedback', () => {
  it('blames those whom it names, and nobody else', () => {
    const next = must(observe(IN.sent, event('bounced-hard', naming(BOB.toUpperCase())), NOW));
    expect(statesOf(next)).toBe('sent failed sent');
    expect(next.recipients[1]?.failure).toEqual({ class: 'permanent', code: 'bounced-hard', message: 'bounced-hard' });
    expect(next.recipients[0]).toEqual(IN.sent.recipients[0]);
  });

  it('of nobody whom it went to changes nothing of what was sent', () => {
    expect(observe(IN.sent, event('bounced-hard', naming('carla@example.com')), NOW)).toBeUndefined();
  });

  it('about one shows that the provider took it for all', () => {
    const next = must(observe(IN.unknown, event('delayed', { ...naming(ANN), attempt: 1, receipt: 'r9' }), NOW));
    expect([next.state, next.receipt]).toEqual(['sent', 'r9']);
    expect(next.recipients.map(({ feedback }) => feedback?.kind)).toEqual(['delayed', undefined, undefined]);
  });

  it('comes to nothing before there was an attempt', () =>
    expect(observe(fresh(), event('delivered'), NOW)).toBeUndefined());

  it('that was applied already changes nothing', () => {
    const bounce = event('bounced-soft', { ...naming(ANN), detail: '452 mailbox full' });
    const once = must(observe(IN.sent, bounce, NOW));
    expect(once.recipients[0]).toMatchObject({
      state: 'failed',
      failure: { class: 'retryable', code: 'bounced-soft', message: 'bounced-soft: 452 mailbox full' },
    });
    expect(observe(once, bounce, NOW + 1)).toBeUndefined();
  });

  it('of a message that was given up shows that it went out all the same; what was refused stays refused', () => {
    const late = event('delivered', { attempt: 1 });
    expect(observe(must(end(IN.unknown, expired, NOW)), late, NOW)?.state).toBe('sent');
    expect(observe(IN.failed, late, NOW)?.state).toBe('failed');
  });

  it('comes to the same recipients in any order, and however often', () => {
    const events = fc.array(steps, { minLength: 1, maxLength: 5 }).map((list) => list.map(heardOf));
    const inAnyOrder = events.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray([...list, ...list], { minLength: 2 * list.length, maxLength: 2 * list.length }),
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...starts()), inAnyOrder, (start, [list, shuffled]) => {
        expect(heardBy(start, shuffled)).toEqual(heardBy(start, list));
      }),
      { numRuns: 300 },
    );
  });
});

/** Events as SES sends them: each with its attempt, and the receipt of that attempt. */
function heardOf(step: Step): Parameters<typeof observe>[1] {
  const attempt = step.attempt ?? 1;
  return { ...eventOf(step), attempt, receipt: `r${attempt}` };
}

const heardBy = (start: Dispatch, events: readonly Parameters<typeof observe>[1][]): readonly Recipient[] =>
  events.reduce((dispatch, one) => observe(dispatch, one, NOW) ?? dispatch, start).recipients;

/** Dispatches in every state, and some that were sent again. */
function starts(): Dispatch[] {
  const anew = must(again(IN.failed, NOW, NOW + 9 * HOUR));
  const some = must(again(must(end(IN.unknown, expired, NOW)), NOW, NOW + HOUR, ({ address }) => address === ANN));
  return [
    ...Object.values(IN),
    anew,
    sending(anew),
    must(fail(sending(anew), 'w1', unknown, NOW, NOW)),
    some,
    sending(some),
    must(accept(sending(some), { outcome: 'accepted', receipt: 'r2' }, NOW)),
  ];
}

describe('what was sent again', () => {
  const bounced = must(observe(IN.sent, event('bounced-hard', { ...naming(ANN), attempt: 1, receipt: 'r1' }), NOW));
  const anew = must(again(bounced, NOW, NOW + 9 * HOUR));
  const [second, lost] = [sending(anew), must(fail(sending(anew), 'w1', unknown, NOW, NOW + HOUR))];
  const delivered = must(accept(second, { outcome: 'accepted', receipt: 'r2' }, NOW));

  it('is so for those alone whose delivery failed', () => {
    expect(statesOf(anew)).toBe('queued sent sent');
    expect(anew.recipients[0]).toEqual({ ...recipient(ANN), after: 1 });
    expect(statesOf(second)).toBe('sending sent sent');
  });

  it('is so for those alone who may have it', () => {
    const next = must(again(IN.failed, NOW, NOW + HOUR, ({ address }) => address !== BOB));
    expect(statesOf(next)).toBe('queued failed queued');
  });

  const heardOfAnn = [
    // kind           attempt    receipt    queued   sending   unknown   sent
    ['delivered', 1, 'r1', '-', '-', '-', '-'],
    ['delivered', undefined, 'r1', '-', '-', '-', '-'],
    ['bounced-hard', 1, undefined, '-', '-', '-', '-'],
    ['delivered', 2, 'r2', 'sent', 'sent', 'sent', 'sent'],
    ['delivered', undefined, 'r2', '-', 'sent', 'sent', 'sent'],
    ['bounced-hard', 2, 'r2', 'failed', 'failed', 'failed', 'failed'],
    // Nobody can tell of which attempt: it may blame, and never shows that it was taken.
    ['delivered', undefined, undefined, '-', 'sending', 'unknown', 'sent'],
    ['bounced-hard', undefined, undefined, '-', 'failed', 'failed', 'failed'],
  ] as const;
  it.each(heardOfAnn)('hears %s of attempt %s, receipt %s', (kind, attempt, receipt, ...expected) => {
    const heard = event(kind, {
      ...naming(ANN),
      ...(attempt !== undefined && { attempt }),
      ...(receipt !== undefined && { receipt }),
    });
    const after = [anew, second, lost, delivered].map((one) => observe(one, heard, NOW)?.recipients[0]?.state ?? '-');
    // Records that were restored may not know the last attempt yet: an event of it is evidence all the same.
    expect(after).toEqual(expected);
  });

  it('keeps its lease when an event of the first attempt blames another', () => {
    const next = must(observe(second, event('delivered', { ...naming(BOB), attempt: 1 }), NOW));
    expect(next.recipients[1]?.feedback?.kind).toBe('delivered');
    expect(next).toMatchObject({ state: 'sending', lease: { worker: 'w1', until: NOW + HOUR } });
    expect(fail(next, 'w1', permanent, NOW)?.state).toBe('failed');
  });

  it('keeps its alert when an event of the first attempt blames another', () => {
    const raised = must(raise(lost, 'someone must look', NOW));
    const next = must(observe(raised, event('delivered', { ...naming(BOB), attempt: 1 }), NOW));
    expect(next).toMatchObject({ state: 'unknown', alert: 'someone must look', failure: unknown });
  });

  it('shows nothing of those who were left out', () => {
    const given = must(end(IN.unknown, expired, NOW));
    const forAnn = sending(must(again(given, NOW, NOW + HOUR, ({ address }) => address === ANN)));
    const next = must(observe(forAnn, event('delivered', { attempt: 2, receipt: 'r2' }), NOW));
    expect(statesOf(next)).toBe('sent failed failed');
    const late = must(observe(next, event('delivered', { ...naming(BOB), attempt: 1 }), NOW));
    expect(statesOf(late)).toBe('sent sent sent');
  });

  it('shows nothing of those who were left out before the first attempt', () => {
    const stale = must(end(fresh(), expired, NOW));
    const forAnn = sending(must(again(stale, NOW, NOW + HOUR, ({ address }) => address === ANN)));
    const next = must(observe(forAnn, event('delivered', { attempt: 1 }), NOW));
    expect(statesOf(next)).toBe('sent failed failed');
  });

  it('is blamed for a bounce of the first attempt, of those who were not sent it again', () => {
    const late = event('bounced-hard', { ...naming(BOB), receipt: 'r1' });
    expect(statesOf(must(observe(delivered, late, NOW)))).toBe('sent failed sent');
  });
});

describe('of two events about one recipient', () => {
  const kinds = FEEDBACK_KINDS.map((kind) => [kind] as const);
  it.each(kinds)('%s gives way to what is graver, and to nothing else', (kind) => {
    for (const other of FEEDBACK_KINDS) {
      const first = must(observe(IN.sent, event(kind), NOW));
      const next = observe(first, event(other, { at: NOW + 1 }), NOW) ?? first;
      const isGraver = FEEDBACK_KINDS.indexOf(other) > FEEDBACK_KINDS.indexOf(kind);
      const expected = isGraver ? { kind: other, at: NOW + 1 } : { kind, at: NOW };
      expect(next.recipients[0]?.feedback).toEqual(expected);
    }
  });
});
