import type { StoreTable } from '../../model/store.ts';

/** A table as DynamoDB knows it: its name, and how its key's attributes are called. */
export interface TableShape {
  readonly name: string;
  readonly partition: 'pk' | 'dashboard_id';
  readonly sort: 'sk' | 'task_id';
}

/** What a row waits for; rows that wait for nothing are not in it. It holds keys only. */
export const DUE_INDEX = { name: 'due', partition: 'queue', sort: 'due_at' } as const;

/** Seconds since 1970, as DynamoDB's Time to Live wants it; some days after it the row goes. */
export const TTL_ATTRIBUTE = 'expires';

export function tableShapes(tables: string): Readonly<Record<StoreTable, TableShape>> {
  return {
    audit: { name: `${tables}-reports-audit`, partition: 'pk', sort: 'sk' },
    dashboard: { name: `${tables}-dashboard`, partition: 'dashboard_id', sort: 'task_id' },
    auth: { name: `${tables}-auth`, partition: 'pk', sort: 'sk' },
  };
}
