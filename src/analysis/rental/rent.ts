import { firstDay, monthOf } from '../../core/date.ts';
import type { CoverageGap } from '../../model/facts.ts';
import type { Figure } from '../../model/figure.ts';
import { monthsBack } from '../ids.ts';
import { postingsQuery } from '../sql.ts';
import { rentOf, type TenancyRent } from './arrears.ts';
import { duesOf, type Due, type DueWindow } from './dues.ts';
import { readReceipts, receiptsWhere, type Receipts } from './receipts.ts';
import { gapOf, idOf, labelOf, type Scene } from './scene.ts';
import type { Tenancy } from './tenancies.ts';

/** Rent due against rent received, lease by lease. */
export interface RentCollected {
  /** Tenancies of which some rent is due on days on file. */
  readonly tenancies: readonly TenancyRent[];
  readonly delinquent: Figure;
  /** Rent of twelve full months that is of no tenant on file; undefined where there is none. */
  readonly unmatched: Figure | undefined;
}

/** Undefined without leases, or without any day of the ledger. */
export async function rentCollected(
  scene: Scene,
  tenancies: readonly Tenancy[],
  units: number,
): Promise<RentCollected | undefined> {
  const { of } = scene;
  if (tenancies.length === 0) return undefined;
  const receipts = await readReceipts(scene, tenancies, units);
  const window = windowOf(scene, receipts);
  if (of.from === undefined || !window) return undefined;
  const found = tenancies.flatMap((tenancy): TenancyRent[] => {
    const dues = duesOf(tenancy, window);
    return dues.length === 0 ? [] : [collectedOf(scene, tenancy, { dues, window, receipts })];
  });
  const known = found.filter(({ delinquent }) => delinquent.value !== undefined);
  const id = idOf(scene, 'delinquent');
  const label = labelOf(scene, 'rent overdue');
  const { book } = scene.ground;
  const delinquent =
    known.length > 0
      ? book.formula(
          id,
          label,
          scene.unit,
          'sum',
          known.map((one) => one.delinquent),
          { text: 'sum over the leases' },
        )
      : book.unknown(id, label, scene.unit, 'no rent of a lease is due on days that are on file');
  return { tenancies: found, delinquent, unmatched: unmatchedOf(scene, receipts) };
}

function windowOf({ of, ground }: Scene, { reach }: Receipts): DueWindow | undefined {
  if (of.from === undefined || reach === undefined) return undefined;
  // As with every month: an account is on file up to the report's day, unless its export has ended.
  const to = of.to !== undefined && of.to >= monthOf(ground.asOf) ? ground.asOf : reach;
  return { from: firstDay(of.from), to };
}

function collectedOf(
  scene: Scene,
  tenancy: Tenancy,
  {
    dues,
    window,
    receipts,
  }: { readonly dues: readonly Due[]; readonly window: DueWindow; readonly receipts: Receipts },
): TenancyRent {
  return rentOf(scene, tenancy, { dues, window, receipts: receipts.of.get(tenancy) ?? [] });
}

function unmatchedOf(scene: Scene, { unmatched }: Receipts): Figure | undefined {
  const { book, full } = scene.ground;
  const [first = full] = monthsBack(full, 12);
  const own = unmatched.filter(({ date }) => date >= firstDay(first));
  if (own.length === 0) return undefined;
  const sum = own.reduce((total, { amount }) => total - amount, 0n);
  const query = postingsQuery(receiptsWhere(scene, own));
  return book.rows(idOf(scene, 'rent.unmatched'), labelOf(scene, 'rent of no tenant on file'), scene.unit, sum, {
    query,
    measure: 'amount',
    sign: -1,
  });
}

/** What keeps arrears from being told. */
export function rentGaps(scene: Scene, tenancies: readonly Tenancy[], rent: RentCollected | undefined): CoverageGap[] {
  const gaps: CoverageGap[] = [];
  const missing = (name: string, source: string, wouldTell: string): void => {
    gaps.push(gapOf(scene, name, { source, wouldTell, suffers: ['RENT-03', idOf(scene, 'delinquent')] }));
  };
  const running = tenancies.filter(({ inForce }) => inForce);
  const names = (of: (tenancy: Tenancy) => boolean): string =>
    running
      .filter(of)
      .map(({ unit, tenant }) => [unit, tenant].filter(Boolean).join(', '))
      .join('; ');
  const unpriced = names(({ current }) => current?.rent === undefined);
  const undated = names(({ current }) => current?.dueDay === undefined || current.graceDays === undefined);
  if (unpriced !== '')
    missing('leases.rent', `rent in the leases, in ${scene.of.currency}: ${unpriced}`, 'what is due');
  if (undated !== '')
    missing(
      'leases.due-day',
      `due day and days of grace in the leases: ${undated}`,
      'when rent is late; until then it is due on the first of the month, with five days of grace',
    );
  if (tenancies.length > 0 && !rent) missing('rent-received', 'the account that rent comes to', 'whether rent came');
  if (rent?.unmatched)
    missing('rent-unmatched', 'tenant of rent whose payee names none that is on file', 'who paid it');
  return gaps;
}
