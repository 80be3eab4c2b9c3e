import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWorker, stepsIn } from './_program.ts';
import { naiveOf, ran, verdictOf, type Ran } from './_scene.ts';

export interface ProofOptions {
  readonly seed: number;
  readonly messages: number;
  readonly kills: number;
  readonly progress?: (line: string) => void;
}

export interface Proof {
  readonly dispatched: number;
  readonly kills: number;
  readonly failpoints: Readonly<Record<string, number>>;
  readonly lost: number;
  readonly doubled: number;
  readonly unknown: number;
  readonly resolved: number;
  /** `lost` of the loop that records first, `doubled` of the loop that sends first. */
  readonly naive: { readonly lost: number; readonly doubled: number };
  readonly seed: number;
  /** Whatever makes it no proof. */
  readonly faults: readonly string[];
  readonly detail: object;
}

/** Runs the product's queue and the two simple loops under the same faults and kills, and compares each with the oracle. */
export async function prove({ seed, messages, kills, progress }: ProofOptions): Promise<Proof> {
  const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-faults-'));
  try {
    const program = await bundleWorker(folder);
    const said = progress ? { progress } : {};
    const sealed = { role: 'sealed', seed, ...said } as const;
    const hold = await ran(program, {
      ...sealed,
      messages,
      kills,
      steps: 'all',
      ifUnknown: 'hold',
      mishaps: true,
      events: { late: 2_500, duplicated: 0.1, missing: 0.05, silent: 0.02 },
    });
    // The policy to send again is safe where every event comes within the settle window, and no clock is off.
    const resend = await ran(program, {
      ...sealed,
      seed: seed + 1,
      messages: Math.ceil(messages / 10),
      kills: Math.ceil(kills / 10),
      steps: [],
      ifUnknown: 'resend',
      mishaps: false,
      events: { late: 500, duplicated: 0.1 },
      settle: 12_000,
    });
    const loop = {
      seed,
      messages,
      kills,
      steps: 'all',
      ifUnknown: 'hold',
      mishaps: false,
      events: {},
      ...said,
    } as const;
    const [first, second] = await Promise.all([
      ran(program, { ...loop, role: 'send-then-record' }),
      ran(program, { ...loop, role: 'record-then-send' }),
    ]);
    return proofOf({ seed, program, hold, resend, first, second });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Evidence {
  readonly seed: number;
  readonly program: string;
  readonly hold: Ran;
  readonly resend: Ran;
  readonly first: Ran;
  readonly second: Ran;
}

function proofOf({ seed, program, hold, resend, first, second }: Evidence): Proof {
  const [held, resent] = [verdictOf(hold), verdictOf(resend)];
  const naive = { 'send, then record': naiveOf(first), 'record, then send': naiveOf(second) };
  const { failpoints } = hold.end;
  const lost = [...held.lost, ...resent.lost];
  const doubled = [...held.doubled, ...resent.doubled];
  const faults = [
    ...[hold, resend, first, second].flatMap(({ end }) => end.faults),
    ...held.faults,
    ...resent.faults,
    ...hold.end.passed
      .filter((step) => (failpoints[step] ?? 0) < 2)
      .map((step) => `${step} was passed, and died at fewer than two times`),
    ...(naive['send, then record'].doubled > 0 ? [] : ['sending first doubled nothing: the faults are too mild']),
    ...(naive['record, then send'].lost > 0 ? [] : ['recording first lost nothing: the faults are too mild']),
    ...(resent.unknown === resent.resolved ? [] : ['the policy to send again left something unknown']),
  ];
  return {
    dispatched: hold.ledger?.dispatches.length ?? 0,
    kills: hold.end.kills,
    failpoints,
    lost: lost.length,
    doubled: doubled.length,
    unknown: held.unknown,
    resolved: held.resolved,
    naive: { lost: naive['record, then send'].lost, doubled: naive['send, then record'].doubled },
    seed,
    faults,
    detail: {
      hold: { lost: held.lost.slice(0, 20), doubled: held.doubled.slice(0, 20) },
      open: held.open,
      mishaps: hold.end.mishaps,
      entries: hold.ledger?.entries,
      resend: {
        dispatched: resend.ledger?.dispatches.length,
        kills: resend.end.kills,
        unknown: resent.unknown,
        lost: resent.lost.slice(0, 20),
        doubled: resent.doubled.slice(0, 20),
      },
      naive,
      // Of other transports, or of what these workers do not do.
      elsewhere: stepsIn(program).filter((step) => !hold.end.passed.includes(step)),
    },
  };
}

/** Nothing lost, nothing doubled, nothing else wrong, and the simple loops fail. */
export function holds({ lost, doubled, faults }: Proof): boolean {
  return lost === 0 && doubled === 0 && faults.length === 0;
}
