import type { IsoDate } from '../../core/date.ts';
import type { Cell, Facts, Row } from '../../model/facts.ts';
import type { EntityCoverage } from '../coverage.ts';
import { integer, text } from '../ledger.ts';

/** Where a row of a sheet stands. */
export interface Placed {
  readonly file: string;
  readonly line: bigint;
}

/** A unit as the rent roll has it. Amounts are minor units; undefined where the cell is open or in another currency. */
export interface RollRow extends Placed {
  readonly unit: string;
  readonly tenant: string;
  readonly status: string;
  readonly since: IsoDate | undefined;
  readonly rent: bigint | undefined;
  readonly market: bigint | undefined;
}

export interface LeaseRow extends Placed {
  readonly unit: string;
  readonly tenant: string;
  readonly starts: IsoDate | undefined;
  readonly ends: IsoDate | undefined;
  readonly rent: bigint | undefined;
  readonly dueDay: number | undefined;
  readonly graceDays: number | undefined;
  readonly deposit: bigint | undefined;
  readonly renewal: string;
  readonly market: bigint | undefined;
  readonly marketSource: string;
}

export interface TicketRow extends Placed {
  readonly ticket: string;
  readonly unit: string;
  readonly description: string;
  readonly opened: IsoDate | undefined;
  readonly closed: IsoDate | undefined;
  readonly priority: string;
  readonly vendor: string;
  readonly cost: bigint | undefined;
}

export interface PaymentRow extends Placed {
  readonly loan: string;
  readonly date: IsoDate | undefined;
  /** Principal and interest; where the sheet does not tell them apart, what was paid less escrow. */
  readonly service: bigint | undefined;
  readonly escrow: bigint | undefined;
}

/** The sheets of one property; an empty one is not on file. */
export interface Sheets {
  readonly roll: readonly RollRow[];
  readonly leases: readonly LeaseRow[];
  readonly tickets: readonly TicketRow[];
  readonly payments: readonly PaymentRow[];
  /** Currencies of rows whose amounts are left out: not the property's own. */
  readonly foreign: readonly string[];
}

const TABLES = ['rent_roll', 'leases', 'maintenance', 'loan_payments'] as const;
export type RentalTable = (typeof TABLES)[number];
type AllRows = Readonly<Record<RentalTable, readonly Row[]>>;

/** Every row of the sheets of every entity that lets something. */
export async function readRows(facts: Facts): Promise<AllRows> {
  const read = (table: RentalTable): Promise<readonly Row[]> =>
    facts.query(`SELECT * FROM ${table} ORDER BY entity, file, line`);
  const [roll, leases, maintenance, payments] = await Promise.all(TABLES.map(read));
  return {
    rent_roll: roll ?? [],
    leases: leases ?? [],
    maintenance: maintenance ?? [],
    loan_payments: payments ?? [],
  };
}

const day = (cell: Cell | undefined): IsoDate | undefined => text(cell).slice(0, 10) || undefined;
const number = (cell: Cell | undefined): bigint | undefined =>
  cell === null || cell === undefined ? undefined : integer(cell);
const small = (cell: Cell | undefined): number | undefined => {
  const found = number(cell);
  return found === undefined ? undefined : Number(found);
};

/** What the sheets say of one property. Amounts in another currency than its own are left out. */
export function sheetsOf(all: AllRows, { entity, currency }: EntityCoverage): Sheets {
  const own = (table: RentalTable): readonly Row[] => all[table].filter((row) => text(row['entity']) === entity.id);
  const isForeign = (row: Row): boolean => !['', currency].includes(text(row['currency']));
  const read = <T>(table: RentalTable, make: (row: Row, amount: (column: string) => bigint | undefined) => T): T[] =>
    own(table).map((row) => make(row, (column) => (isForeign(row) ? undefined : number(row[column]))));
  const foreign = TABLES.flatMap(own)
    .filter(isForeign)
    .map((row) => text(row['currency']));
  return {
    roll: read('rent_roll', rollRow),
    leases: read('leases', leaseRow),
    tickets: read('maintenance', ticketRow),
    payments: read('loan_payments', paymentRow),
    foreign: [...new Set(foreign)].toSorted(),
  };
}

type Amount = (column: string) => bigint | undefined;

const word = (row: Row, column: string): string => text(row[column]).trim();
const placed = (row: Row): Placed => ({ file: text(row['file']), line: integer(row['line']) });

function rollRow(row: Row, amount: Amount): RollRow {
  return {
    ...placed(row),
    unit: word(row, 'unit'),
    tenant: word(row, 'tenant'),
    status: word(row, 'status'),
    since: day(row['since']),
    rent: amount('rent'),
    market: amount('market_rent'),
  };
}

function leaseRow(row: Row, amount: Amount): LeaseRow {
  return {
    ...placed(row),
    unit: word(row, 'unit'),
    tenant: word(row, 'tenant'),
    starts: day(row['starts']),
    ends: day(row['ends']),
    rent: amount('rent'),
    dueDay: small(row['due_day']),
    graceDays: small(row['grace_days']),
    deposit: amount('deposit'),
    renewal: word(row, 'renewal'),
    market: amount('market_rent'),
    marketSource: word(row, 'market_source'),
  };
}

function ticketRow(row: Row, amount: Amount): TicketRow {
  return {
    ...placed(row),
    ticket: word(row, 'ticket'),
    unit: word(row, 'unit'),
    description: word(row, 'description'),
    opened: day(row['opened']),
    closed: day(row['closed']),
    priority: word(row, 'priority'),
    vendor: word(row, 'vendor'),
    cost: amount('cost'),
  };
}

function paymentRow(row: Row, amount: Amount): PaymentRow {
  const [payment, interest, principal] = [amount('payment'), amount('interest'), amount('principal')];
  const escrow = amount('escrow');
  const parts = interest === undefined || principal === undefined ? undefined : interest + principal;
  const whole = payment === undefined ? undefined : payment - (escrow ?? 0n);
  return { ...placed(row), loan: word(row, 'loan'), date: day(row['date']), service: parts ?? whole, escrow };
}

/** SQL of `PaymentRow.service`. */
export const SERVICE =
  'CASE WHEN interest IS NOT NULL AND principal IS NOT NULL THEN interest + principal ELSE payment - COALESCE(escrow, 0) END';
