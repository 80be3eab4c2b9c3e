import { sha256 } from '../../src/core/hash.ts';
import type { Dispatch } from '../../src/model/dispatch.ts';
import { queue, type NewDispatch } from '../../src/model/dispatch-state.ts';

export const NOW = Date.UTC(2026, 10, 22, 9);
export const HOUR = 3_600_000;

export const MESSAGE = Buffer.from('Subject: Cash\r\n\r\nUSD 12.00\r\n');

/** A dispatch as it is written first. */
export function freshDispatch(more: Partial<NewDispatch> = {}): NewDispatch {
  return {
    id: '20261122T090000Z-cfo-00000001',
    batch: 'batch-1',
    report: 'cfo',
    period: '2026-11-21',
    snapshot: 'f00dfeed',
    subject: 'Cash',
    by: 'cli:ann',
    transport: 'outbox',
    from: 'reports@shop.example',
    message: sha256(MESSAGE),
    size: MESSAGE.length,
    recipients: [
      { address: 'ann@example.com', role: 'to', once: sha256('ann').slice(0, 32), state: 'queued' },
      { address: 'audit@shop.example', role: 'bcc', state: 'queued' },
    ],
    queued: NOW,
    generation: 120,
    notBefore: NOW,
    expires: NOW + 24 * HOUR,
    ...more,
  };
}

export const dispatchOf = (more: Partial<NewDispatch> = {}): Dispatch => queue(freshDispatch(more), NOW);
