export { factsKey } from './key.ts';
export { receiptRows } from './receipt.ts';
export type { OpenFacts } from './snapshot.ts';
export type { StoredFacts } from './stored.ts';
export { openWarehouse, type Warehouse } from './warehouse.ts';
