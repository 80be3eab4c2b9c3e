import type { AuditFault } from '../../model/records.ts';

/** A fault as it is told, its record named. */
export function fault(kind: AuditFault['kind'], record: string, says: string): AuditFault {
  return { kind, record, says };
}

/** `entry 12 is`, `entries 12 to 15 are`. */
export function entriesAre(from: number, to: number): string {
  return from === to ? `entry ${from} is` : `entries ${from} to ${to} are`;
}
