import { firstDay } from '../../core/date.ts';
import type { CoverageGap } from '../../model/facts.ts';
import type { Figure } from '../../model/figure.ts';
import { oneOf } from '../sql.ts';
import { heldAccounts } from '../recognition/streams.ts';
import { amountOf, upTo } from '../sums.ts';
import { isDepositAccount } from './accounts.ts';
import { cellsFigure, gapOf, idOf, labelOf, type Scene } from './scene.ts';
import type { LeaseRow } from './sheets.ts';
import type { Tenancy } from './tenancies.ts';

export interface TenantDeposit {
  readonly tenancy: Tenancy;
  readonly deposit: Figure;
}

/** Deposits of the leases in force against what the books hold for tenants. */
export interface SecurityDeposits {
  readonly tenants: readonly TenantDeposit[];
  readonly due: Figure;
  /** Balance of the liability accounts; not known where a deposit may have come before the books begin. */
  readonly held: Figure;
  /** Due − held: above zero where not all is held. */
  readonly shortfall: Figure;
  /** The liability accounts; empty where the books have none. */
  readonly accounts: readonly string[];
}

/** Undefined where no deposit is known. */
export function depositsOf(scene: Scene, tenancies: readonly Tenancy[]): SecurityDeposits | undefined {
  const { book } = scene.ground;
  const known = tenancies.flatMap((tenancy) => {
    const lease = depositLease(scene, tenancy);
    return lease?.deposit === undefined
      ? []
      : [{ tenancy, cell: { file: lease.file, line: lease.line, value: lease.deposit } }];
  });
  if (known.length === 0) return undefined;
  const from = { table: 'leases', column: 'deposit' } as const;
  const tenants = known.map(({ tenancy, cell }): TenantDeposit => {
    const label = labelOf(scene, `${tenancy.unit}, ${tenancy.tenant}: deposit`);
    return {
      tenancy,
      deposit: cellsFigure(scene, { id: idOf(scene, 'tenancy', tenancy.key, 'deposit'), label }, from, [cell]),
    };
  });
  const due = cellsFigure(
    scene,
    { id: idOf(scene, 'deposits.due'), label: labelOf(scene, 'deposits of the leases in force') },
    from,
    known.map(({ cell }) => cell),
  );
  const accounts = accountsOf(scene);
  const held = heldOf(
    scene,
    accounts,
    due,
    known.map(({ tenancy }) => tenancy),
  );
  const shortfall = book.formula(
    idOf(scene, 'deposits.shortfall'),
    labelOf(scene, 'deposits not held'),
    scene.unit,
    'difference',
    [due, held],
    {
      text: 'deposits of the leases in force − deposits held',
    },
  );
  return { tenants, due, held, shortfall, accounts };
}

/** The lease that says the deposit: a renewal that says none leaves the one before it standing. */
function depositLease({ ground }: Scene, { inForce, leases }: Tenancy): LeaseRow | undefined {
  if (!inForce) return undefined;
  return leases.findLast(({ starts, deposit }) => (starts ?? '') <= ground.asOf && deposit !== undefined);
}

/** Accounts that are declared for customers' deposits, and those that are named for them. */
function accountsOf({ ground, of }: Scene): string[] {
  const named = ground.ledger
    .of(of.entity.id)
    .map(({ account }) => account)
    .filter(isDepositAccount);
  return [...new Set([...heldAccounts(of.entity), ...named])].toSorted();
}

function heldOf(scene: Scene, accounts: readonly string[], due: Figure, tenancies: readonly Tenancy[]): Figure {
  const { ground, of } = scene;
  const id = idOf(scene, 'deposits.held');
  const label = labelOf(scene, 'deposits held');
  if (of.from === undefined)
    return ground.book.unknown(id, label, scene.unit, `${of.entity.name} has no books on file`);
  const sums = ground.ledger.of(of.entity.id).filter(({ account }) => accounts.includes(account));
  const held = sums.reduce((total, { amount }) => total - amount, 0n);
  const isOpened = sums.some(({ category }) => category === 'opening');
  const begins = firstDay(of.from);
  const isEarlier = tenancies.some(({ leases }) => leases[0]?.starts === undefined || leases[0].starts < begins);
  const enough = due.value !== undefined && held >= due.value.mantissa;
  // A deposit that came before the first row is on no row: less than is due may then be all.
  if (!enough && isEarlier && !isOpened)
    return ground.book.unknown(
      id,
      label,
      scene.unit,
      `a lease is older than the books of ${of.entity.name}, which begin on ${begins}`,
    );
  return amountOf(
    ground,
    { id, label, currency: of.currency },
    upTo({ sums, where: [oneOf('account', accounts)] }, of.entity.id, ground.asOf),
    -1,
  );
}

export function depositGaps(
  scene: Scene,
  tenancies: readonly Tenancy[],
  deposits: SecurityDeposits | undefined,
): CoverageGap[] {
  const running = tenancies.filter(({ inForce }) => inForce);
  const without = running.filter((tenancy) => !deposits?.tenants.some((one) => one.tenancy === tenancy));
  const suffers = ['RENT-06', idOf(scene, 'deposits.shortfall')];
  const gaps: CoverageGap[] = [];
  if (without.length > 0)
    gaps.push(
      gapOf(scene, 'leases.deposit', {
        source: `deposit in the leases: ${without.map(({ unit, tenant }) => [unit, tenant].filter(Boolean).join(', ')).join('; ')}`,
        wouldTell: 'what is held for the tenant',
        suffers,
      }),
    );
  if (deposits && deposits.held.value === undefined)
    gaps.push(
      gapOf(scene, 'deposits-held', {
        source: 'opening balance of tenants’ deposits',
        wouldTell: 'whether the deposits are held',
        suffers,
      }),
    );
  return gaps;
}
