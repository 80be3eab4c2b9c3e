export { factsKey } from './key.ts';
export type { OpenFacts } from './snapshot.ts';
export type { StoredFacts } from './stored.ts';
export { openWarehouse, type Warehouse } from './warehouse.ts';

/** The engine's version, which shows that its native part loads here. */
export async function engineVersion(): Promise<string> {
  const { version } = await import('./library.ts');
  return version();
}
