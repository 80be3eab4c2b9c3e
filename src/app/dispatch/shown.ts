import type { Dispatch, DispatchState } from '../../model/dispatch.ts';

/** A message, and what became of it so far. */
export interface ReportDelivery {
  readonly report: string;
  /** Dispatch id; '' for a report that was refused before anything was frozen. */
  readonly id: string;
  readonly transport: string;
  readonly state: DispatchState;
  /** Readers, then blind copies. */
  readonly recipients: readonly string[];
  /** Readers that have it, of one that others did not get. */
  readonly reached?: readonly string[];
  readonly attempts: number;
  readonly receipt?: string;
  readonly error?: string;
  /** Sent before, within the window: this is what became of it then. */
  readonly replayed?: true;
}

/** A dispatch as `send` tells of it. */
export function shown(dispatch: Dispatch): ReportDelivery {
  const { id, report, transport, state, attempts, receipt } = dispatch;
  const failures = dispatch.recipients.flatMap(({ failure, address }) =>
    failure ? [`${address}: ${failure.message}`] : [],
  );
  const readers = dispatch.recipients.filter((one) => one.role === 'to' && one.state === 'sent');
  const error = dispatch.alert ?? failures[0] ?? dispatch.failure?.message;
  return {
    report,
    id,
    transport,
    state,
    recipients: dispatch.recipients.map(({ address }) => address),
    attempts,
    ...(state === 'sent' || readers.length === 0 ? {} : { reached: readers.map(({ address }) => address) }),
    ...(receipt === undefined ? {} : { receipt }),
    ...(error === undefined || state === 'sent' ? {} : { error }),
  };
}
