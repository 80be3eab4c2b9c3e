import type { IsoDate } from '../../core/date.ts';
import type { Figure } from '../../model/figure.ts';
import type { EntityCoverage } from '../coverage.ts';
import type { EntityReceivables } from '../receivables.ts';
import type { Ageing } from './ageing.ts';
import type { Invoice } from './invoices.ts';
import type { ClientSheet } from './sheets.ts';
import type { Missing, Terms } from './terms.ts';

/** Time of twelve months. */
export interface ClientHours {
  readonly all: Figure;
  readonly billable: Figure;
  readonly notBillable: Figure;
  /** Of which the sheet does not say whether it may be billed. */
  readonly unsaid: Figure;
  /** Billable hours × agreed rate; undefined without a rate. */
  readonly value: Figure | undefined;
  /** The first and the last day on file. */
  readonly first: IsoDate | undefined;
  readonly last: IsoDate | undefined;
}

/** Billable time older than 30 days that is on no invoice. */
export interface Unbilled {
  readonly hours: Figure;
  /** At the agreed rate; undefined without one. */
  readonly value: Figure | undefined;
}

/** Invoices: of twelve months what was billed and collected, and of all what is owed. */
export interface ClientBilling {
  /** Without tax. */
  readonly billed: Figure;
  /** With tax, as is all that is owed. */
  readonly collected: Figure;
  readonly overdue: Figure;
  readonly ages: Ageing;
  /** Billed ÷ value of the billable hours; undefined without hours at an agreed rate. */
  readonly realisation: Figure | undefined;
  /** Billed ÷ all hours; undefined without hours on file. */
  readonly effectiveRate: Figure | undefined;
}

/** What a client bears under one name, in twelve months. */
export interface ClientItem {
  readonly item: string;
  readonly id: string;
  readonly charged: Figure;
  readonly number: Figure;
  /** On lines of invoices that answer for a charge; undefined where no lines are on file. */
  readonly billed: Figure | undefined;
  /** Charges of which the 60 days are over and that no line answers for. */
  readonly left: Figure | undefined;
}

export interface Client {
  readonly key: string;
  /** As the owner's sheets spell it. */
  readonly name: string;
  /** The beginning of its figure ids. */
  readonly id: string;
  readonly terms: Terms;
  /** Which terms it lacks; none where no sheet of agreements is on file. */
  readonly missing: readonly Missing[];
  /** Worked for or invoiced in twelve months, or with something open. */
  readonly active: boolean;
  readonly hours: ClientHours | undefined;
  /** Undefined where hours are paid by a price or a retainer, or no time is on file. */
  readonly unbilled: Unbilled | undefined;
  readonly billing: ClientBilling | undefined;
  readonly items: readonly ClientItem[];
}

/** Two names that may be one client (`apart`), or spellings of one client that name different legal forms (`together`). */
export interface NamePair {
  readonly kind: 'apart' | 'together';
  readonly names: readonly string[];
}

/** An invoice that is past due. */
export interface Overdue {
  readonly invoice: Invoice;
  readonly owed: Figure;
  readonly days: Figure;
}

/** Figures of an entity over all of its clients; not known where a sheet is missing. */
export interface ClientTotals {
  readonly count: Figure;
  readonly withoutTerms: Figure;
  readonly hours: Figure;
  readonly value: Figure;
  readonly billed: Figure;
  readonly overdue: Figure;
  readonly realisation: Figure;
  readonly effectiveRate: Figure;
  /** Older than 30 days, at the agreed rates. */
  readonly unbilled: Figure;
  readonly unbilledHours: Figure;
  /** Of these, hours of clients without an agreed rate: they are in no amount. */
  readonly unpriced: Figure;
}

/** The lowest, the middle and the highest of the agreed rates of an hour. */
export interface AgreedRates {
  readonly low: Figure;
  readonly mid: Figure;
  readonly high: Figure;
}

export interface EntityClients {
  readonly of: EntityCoverage;
  /** Which sheets are on file, and how many records each has. */
  readonly records: ReadonlyMap<ClientSheet, Figure>;
  readonly clients: readonly Client[];
  readonly totals: ClientTotals;
  readonly rates: AgreedRates | undefined;
  readonly receivables: EntityReceivables | undefined;
  readonly overdue: readonly Overdue[];
  readonly names: readonly NamePair[];
}

export interface Clients {
  readonly entities: readonly EntityClients[];
}
