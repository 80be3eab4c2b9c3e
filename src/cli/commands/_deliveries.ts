import type { QueueEnd } from '../../app/dispatch/queue.ts';
import type { ReportDelivery } from '../../app/dispatch/shown.ts';
import { EXIT, oneLine, type ExitCode } from '../../core/problem.ts';
import { aligned } from '../output.ts';

/** A line for each message: its state, report, recipients, and where it is or why it is not. */
export function deliveryLines(deliveries: readonly ReportDelivery[]): string {
  return aligned(
    deliveries.map(({ state, report, recipients, receipt, error, replayed, id }) => [
      replayed ? `${state} before` : state,
      report,
      recipients.join(', '),
      oneLine((state === 'sent' ? receipt : error) ?? id),
    ]),
  );
}

/** What a person must know of the queue beside the messages themselves; goes to stderr. */
export function queueNotes({ next, held, trouble }: QueueEnd): string {
  const at = next === undefined ? '' : `; next at ${new Date(next).toISOString()} (\`quarterdeck deliver\`)`;
  const notes = [
    ...(held === undefined ? [] : [`nothing more goes out at present: ${held}${at}`]),
    ...(held === undefined && next !== undefined ? [`some messages still wait${at}`] : []),
    ...(trouble === undefined ? [] : [`the audit could not be written, and is by the next run: ${trouble}`]),
  ];
  return notes.map((note) => `${oneLine(note)}\n`).join('');
}

/** All sent, a part of them, or none. */
export function deliveryExit(deliveries: readonly ReportDelivery[], { trouble }: QueueEnd): ExitCode {
  const isWhole = deliveries.every(({ state }) => state === 'sent');
  if (isWhole) return trouble === undefined ? EXIT.ok : EXIT.partlySent;
  const isPart = deliveries.some(({ state, reached }) => state === 'sent' || reached !== undefined);
  return isPart ? EXIT.partlySent : EXIT.failure;
}
