import { expect, onTestFinished } from 'vitest';
import { sendDesk, type SendDesk, type SendDeskOptions } from '../../../src/app/bridge/sends.ts';
import { openLedger, type Ledger } from '../../../src/app/ledger.ts';
import { systemEffects, type Effects } from '../../../src/core/effects.ts';
import type { Send } from '../../../src/model/send.ts';
import { serverWith } from '../../delivery/smtp/_server.ts';
import { portfolioFolder } from '../../http/_portfolio.ts';

export const MINUTE = 60_000;

export interface Desk {
  readonly desk: SendDesk;
  readonly ledger: Ledger;
  readonly clock: { now: number };
  readonly effects: Effects;
  /** What was said to whoever watches the server. */
  readonly said: readonly string[];
}

/** A desk of its own process, as it were, over a portfolio folder. */
export async function deskOver(
  folder = portfolioFolder(),
  {
    times,
    clock = { now: Date.UTC(2026, 3, 30, 15) },
    step,
  }: Pick<SendDeskOptions, 'times'> & { clock?: { now: number }; step?: Effects['step'] } = {},
): Promise<Desk> {
  const said: string[] = [];
  const effects: Effects = {
    ...systemEffects,
    env: {},
    now: () => clock.now,
    progress: (line) => void said.push(line),
    ...(step && { step }),
  };
  const ledger = await openLedger({ from: folder, effects });
  const desk = sendDesk({ ledger, effects, ...(times && { times }) });
  onTestFinished(async () => {
    await desk.stop();
    await ledger.close();
  });
  return { desk, ledger, clock, effects, said };
}

export interface SlowServer {
  /** For the end of a portfolio: mail goes there. */
  readonly delivery: string;
  /** Messages that wait for an answer now. */
  readonly waiting: () => number;
  /** Lets those go that wait, and all that come after. */
  readonly release: () => void;
}

/** A mail server that takes messages, and answers when the test says so. */
export async function slowServer(): Promise<SlowServer> {
  const held: (() => void)[] = [];
  let isOpen = false;
  const { port } = await serverWith({
    onData(stream, _session, done) {
      stream.resume();
      stream.on('end', () => {
        const take = (): void => done(null, 'queued');
        if (isOpen) take();
        else held.push(take);
      });
    },
  });
  const release = (): void => {
    isOpen = true;
    for (const take of held.splice(0)) take();
  };
  onTestFinished(release);
  return {
    delivery: `delivery: { transport: smtp, smtp: { host: 127.0.0.1, port: ${port}, tls: 'off', connections: 1 } }\n`,
    waiting: () => held.length,
    release,
  };
}

/** The send at its end. */
export async function end({ desk }: Pick<Desk, 'desk'>, { id }: Pick<Send, 'id'>): Promise<Send> {
  const send = await desk.settled(id, 20_000);
  if (send?.ended === undefined) throw new Error(`the send is ${send?.state ?? 'not there'}: ${send?.says ?? ''}`);
  return send;
}

/** Everything that a desk says of a send, until it ends. */
export async function followed({ desk }: Pick<Desk, 'desk'>, { id }: Pick<Send, 'id'>): Promise<readonly Send[]> {
  const seen: Send[] = [];
  for await (const send of desk.follow(id, AbortSignal.timeout(20_000))) seen.push(send);
  return seen;
}

export const refused = (promise: Promise<unknown>, code: string): Promise<void> =>
  expect(promise).rejects.toMatchObject({ name: 'UserError', code });

/** A process that is killed when it comes to a step for the so-manieth time: nothing that it has under way ever goes on. */
export async function doomedDesk(
  folder: string,
  step: string,
  { times = 1, clock }: { times?: number; clock?: { now: number } } = {},
): Promise<Desk & { readonly killed: () => boolean }> {
  let left = times;
  let isKilled = false;
  const house = await deskOver(folder, {
    times: { grace: 1 },
    ...(clock && { clock }),
    step: (name) => {
      if (name !== step || (left -= 1) !== 0) return;
      isKilled = true;
      kill(house);
      throw new Error('killed');
    },
  });
  return { ...house, killed: () => isKilled };
}

/** Nothing more of a process comes on record of a send. */
export function kill({ ledger }: Pick<Desk, 'ledger'>): void {
  const { sends } = ledger.records;
  sends.change = () => Promise.reject(new Error('killed'));
}
