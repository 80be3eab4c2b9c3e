import type { Effects } from '../core/effects.ts';
import type { Declared } from '../model/declared.ts';
import type { Records } from '../model/records.ts';
import { findPortfolio } from '../portfolio/find.ts';
import { loadPortfolio } from '../portfolio/load.ts';
import { openRecords } from '../records/index.ts';
import { reportTypes } from '../reports/index.ts';
import { kindsByRole } from '../sources/index.ts';

/** A portfolio and its records, without reading any source: what following dispatches needs. Close it when done. */
export interface Ledger {
  readonly declared: Declared;
  readonly records: Records;
  close(): Promise<void>;
}

/** Throws a UserError when there is no portfolio, or it has mistakes. */
export async function openLedger(options: { from?: string | undefined; effects: Effects }): Promise<Ledger> {
  const { effects } = options;
  const folder = await findPortfolio(options.from);
  const { declared } = await loadPortfolio(folder, { reports: reportTypes, kinds: kindsByRole });
  const records = await openLedgerRecords(declared, effects);
  return { declared, records, close: () => records.close() };
}

/** The records of a portfolio. Its dashboard is named for it. */
export function openLedgerRecords(declared: Declared, effects: Effects): Promise<Records> {
  const { name, records: settings } = declared.portfolio;
  const dashboard = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return openRecords({
    folder: declared.folder,
    settings,
    effects,
    dashboard: dashboard === '' ? 'portfolio' : dashboard,
  });
}
