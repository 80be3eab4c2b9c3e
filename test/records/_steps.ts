import fc from 'fast-check';
import { FEEDBACK_KINDS, type Dispatch, type Failure } from '../../src/model/dispatch.ts';
import {
  accept,
  again,
  claim,
  doubt,
  end,
  fail,
  lapse,
  observe,
  raise,
  release,
  sealedUpTo,
} from '../../src/model/dispatch-state.ts';
import { HOUR } from './_dispatch.ts';

/** What may happen to a dispatch, as data. */
export type Step = {
  readonly [key in keyof typeof shape]: (typeof shape)[key] extends fc.Arbitrary<infer T> ? T : never;
};

const READERS = ['ann@example.com', 'BOB@example.com', 'audit@shop.example'];

const shape = {
  does: fc.constantFrom(
    'claim',
    'accept',
    'fail',
    'lapse',
    'release',
    'raise',
    'doubt',
    'end',
    'again',
    'observe',
    'seal',
  ),
  worker: fc.constantFrom('w1', 'w2'),
  class: fc.constantFrom('retryable', 'permanent', 'stop-all', 'unknown'),
  retries: fc.boolean(),
  code: fc.constantFrom('refused', 'expired', 'given-up', 'reset'),
  readers: fc.subarray(READERS),
  kind: fc.constantFrom(...FEEDBACK_KINDS),
  attempt: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  receipt: fc.constantFrom(undefined, 'r1', 'r2'),
  heard: fc.integer({ min: 0, max: 5 }),
} as const;

export const steps: fc.Arbitrary<Step> = fc.record(shape);

/** The dispatch after a step, where the step applies. */
export function stepped(dispatch: Dispatch, step: Step, at: number): Dispatch | undefined {
  const failure: Failure = { class: step.class, code: step.code, message: 'the test says so' };
  const chosen = (address: string): boolean => step.readers.some((one) => one.toLowerCase() === address);
  const outcome = {
    outcome: 'accepted',
    receipt: step.receipt ?? `r${dispatch.attempts}`,
    refused: step.readers.map((address) => ({ address, failure })),
  } as const;
  const functions = {
    claim: () => claim(dispatch, step.worker, at, at + HOUR),
    accept: () => accept(dispatch, outcome, at),
    fail: () => fail(dispatch, step.worker, failure, at, step.retries ? at : undefined),
    lapse: () => lapse(dispatch, at + HOUR, at + 2 * HOUR),
    release: () => release(dispatch, at),
    doubt: () => doubt(dispatch, 'someone must look', at),
    raise: () => raise(dispatch, 'someone must look', at),
    end: () => end(dispatch, failure, at),
    again: () => again(dispatch, at, at + 24 * HOUR, ({ address }) => chosen(address)),
    observe: () => observe(dispatch, eventOf(step), at),
    seal: () => sealedUpTo(dispatch, step.heard),
  };
  return functions[step.does]();
}

export function eventOf({ kind, readers, heard, attempt, receipt }: Step): Parameters<typeof observe>[1] {
  return {
    kind,
    recipients: readers.map((address) => ({ address, ...(heard > 3 && { detail: `said ${heard}` }) })),
    at: heard,
    ...(attempt !== undefined && { attempt }),
    ...(receipt !== undefined && { receipt }),
  };
}
