import { openLedger } from '../../app/ledger.ts';
import { theOne } from '../../app/resend.ts';
import { EXIT, oneLine } from '../../core/problem.ts';
import type { Dispatch, Recipient, ResendKind } from '../../model/dispatch.ts';
import { limitOption, parseOptions } from '../options.ts';
import { aligned, effects, print, printJson } from '../output.ts';
import * as z from 'zod';

const shape = { limit: limitOption, cursor: z.string().max(500).optional() };

/** `quarterdeck dispatches [id]`: what was sent, the latest first; or one of them with each recipient. */
export async function run(given: Record<string, unknown>, id?: string): Promise<number> {
  const { limit, cursor, json, C } = parseOptions(shape, given);
  const ledger = await openLedger({ from: C, effects: effects() });
  try {
    if (id !== undefined) {
      const dispatch = await theOne(ledger.records, id);
      if (json) await printJson(dispatch);
      else await print(details(dispatch, ledger.declared.portfolio.time_zone));
      return EXIT.ok;
    }
    const page = await ledger.records.dispatches.list({ limit, ...(cursor === undefined ? {} : { cursor }) });
    const zone = ledger.declared.portfolio.time_zone;
    if (json) await printJson({ dispatches: page.records, cursor: page.cursor });
    else if (page.records.length === 0) await print('nothing was sent yet');
    else await print([aligned(page.records.map((one) => line(one, zone))), ...more(page.cursor)].join('\n'));
    return EXIT.ok;
  } finally {
    await ledger.close();
  }
}

const more = (cursor: string | undefined): string[] => (cursor === undefined ? [] : [`more: --cursor ${cursor}`]);

function line(dispatch: Dispatch, zone: string): string[] {
  const { id, state, report, queued, attempts } = dispatch;
  const to = dispatch.recipients.filter(({ role }) => role === 'to').map(({ address }) => address);
  const tries = attempts > 1 ? `${attempts} attempts` : '';
  return [state, when(queued, zone), report, tries, id, to.join(', ')].map(oneLine);
}

function when(at: number, timeZone: string): string {
  return new Date(at).toLocaleString('sv-SE', { timeZone, timeZoneName: 'short' });
}

function details(dispatch: Dispatch, zone: string): string {
  const { id, state, report, period, subject, by, transport, from, message, size, attempts, queued } = dispatch;
  const facts = [
    ['state', dispatch.alert === undefined ? state : `${state}: ${dispatch.alert}`],
    ['report', `${report}, as of ${period}`],
    ['subject', subject],
    ['queued', `${when(queued, zone)} by ${by}`],
    ['from', `${from} through ${transport}`],
    ['attempts', String(attempts)],
    ...(dispatch.resends ?? []).map((one) => ['again', `${when(one.at, zone)} by ${one.by}  ${ASKED[one.which]}`]),
    ...(dispatch.receipt === undefined ? [] : [['receipt', dispatch.receipt]]),
    ['message', `${size} bytes, SHA-256 ${message}`],
    ['audit', `${dispatch.step} steps, ${dispatch.pending.length} of them not in the chain yet`],
    ...dispatch.recipients.map((one) => [one.role, `${one.address}  ${became(one, zone)}`]),
  ];
  return [id, aligned(facts.map((fact) => ['', ...fact.map(oneLine)]))].join('\n');
}

const ASKED: Readonly<Record<ResendKind, string>> = {
  failed: 'to those whose delivery failed',
  unknown: 'though nobody knew whether it had arrived',
  'give-up': 'given up',
};

function became({ state, failure, feedback }: Recipient, zone: string): string {
  const heard = feedback && `${feedback.kind} ${when(feedback.at, zone)}`;
  return [state, failure && `${failure.code}: ${failure.message}`, heard]
    .filter((part) => part !== undefined)
    .join('; ');
}
