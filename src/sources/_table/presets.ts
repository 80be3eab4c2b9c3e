import type { SourceSpec } from '../../model/portfolio.ts';
import { BANK_HEADINGS, type Field } from './headings.ts';
import { headingKey } from './heading-key.ts';

export type PresetName = NonNullable<SourceSpec['preset']>;

/** How a provider's export is laid out. Headings are keys (`headingKey`). */
export interface Preset {
  readonly name: PresetName;
  /** It is this preset's file when the headings of one of these lists are all there. */
  readonly signatures: readonly (readonly string[])[];
  /** The headings of each field; the first that is there is taken (for payee, memo and status: all, in this order). */
  readonly headings: Readonly<Partial<Record<Field, readonly string[]>>>;
  /** 1 when the file writes a cost as a positive fee, -1 when as a negative one. */
  readonly feeSign: 1 | -1;
  /** -1 when the file writes what leaves the account without a minus; 1 without. */
  readonly amountSign?: -1;
  /** What its movements are, where no column says it. */
  readonly says?: { readonly type: string; readonly payee: string };
  /** Words of its status column for what counts, where they are not those of banks. Keys. */
  readonly settled?: readonly string[];
  /**
   * An id of movements that another export of the account has, too: where the cell begins with the prefix, it is the
   * reference, so that the two exports agree and the movement counts once.
   */
  readonly shared?: SharedReference;
}

export interface SharedReference {
  readonly headings: readonly string[];
  readonly prefix: string;
}

function keyed(preset: Preset): Preset {
  const headings = Object.entries(preset.headings).map(([field, words]) => [field, words.map(headingKey)] as const);
  return {
    ...preset,
    signatures: preset.signatures.map((signature) => signature.map(headingKey)),
    headings: Object.fromEntries(headings),
  };
}

/** Dashboard "balance history" and the itemised reports of the Reporting API. `amount`/`gross` is before the fee. */
const stripe = keyed({
  name: 'stripe',
  signatures: [
    ['amount', 'fee', 'net', 'created utc'],
    ['gross', 'fee', 'net', 'reporting category'],
    ['balance transaction id', 'gross', 'fee', 'net'],
  ],
  headings: {
    date: ['created utc', 'created', 'effective at utc', 'effective at'],
    amount: ['amount', 'gross'],
    fee: ['fee'],
    net: ['net'],
    currency: ['currency'],
    payee: ['description', 'customer description', 'customer name'],
    memo: ['source', 'source id', 'payout description'],
    reference: ['balance transaction id', 'id'],
    type: ['reporting category', 'type'],
  },
  feeSign: 1,
  shared: { headings: ['source', 'source id', 'payout id'], prefix: 'po_' },
});

/**
 * Dashboard "payouts": what left Stripe's balance for the owner's bank, as positive amounts. Its own column Type says
 * what the money went to. The balance history has the same movements; payouts that failed or were canceled came back.
 */
const stripePayouts = keyed({
  name: 'stripe-payouts',
  signatures: [['id', 'amount', 'arrival date utc', 'status']],
  headings: {
    date: ['created utc', 'created'],
    amount: ['amount'],
    currency: ['currency'],
    payee: ['description'],
    memo: ['statement descriptor', 'failure message'],
    reference: ['id'],
    status: ['status'],
  },
  feeSign: 1,
  amountSign: -1,
  says: { type: 'payout', payee: 'STRIPE PAYOUT' },
  settled: ['paid', 'in transit', 'pending'],
});

/** Activity download, in the languages that the headings are translated to. Fees are negative. */
const paypal = keyed({
  name: 'paypal',
  signatures: [
    ['date', 'status', 'currency', 'gross', 'net'],
    ['datum', 'status', 'wahrung', 'brutto', 'netto'],
    ['date', 'etat', 'devise', 'avant commission', 'net'],
    ['date', 'etat', 'devise', 'brut', 'net'],
    ['fecha', 'estado', 'divisa', 'bruto', 'neto'],
    ['data', 'stato', 'valuta', 'lordo', 'netto'],
    ['datum', 'status', 'valuta', 'bruto', 'net'],
  ],
  headings: {
    date: ['date', 'datum', 'fecha', 'data'],
    amount: ['gross', 'brutto', 'avant commission', 'brut', 'bruto', 'lordo'],
    fee: ['fee', 'gebuhr', 'entgelt', 'commission', 'comision', 'tarifa', 'tariffa', 'kosten'],
    net: ['net', 'netto', 'neto'],
    currency: ['currency', 'wahrung', 'devise', 'divisa', 'valuta'],
    payee: ['name', 'nom', 'nombre', 'nome', 'naam'],
    memo: [
      'item title',
      'subject',
      'note',
      'artikelbezeichnung',
      'betreff',
      'hinweis',
      'titre de l objet',
      'objet',
      'asunto',
      'oggetto',
      'onderwerp',
    ],
    reference: [
      'transaction id',
      'transaktionscode',
      'numero de transaction',
      'id de transaccion',
      'codice transazione',
      'transactiereferentie',
    ],
    type: ['type', 'typ', 'tipo'],
    balance: ['balance', 'guthaben', 'solde', 'saldo'],
    // A completed authorisation has the balance impact "Memo": it moved nothing.
    status: ['status', 'etat', 'estado', 'stato', 'balance impact', 'auswirkung auf guthaben', 'impact sur le solde'],
  },
  feeSign: -1,
});

/** Transactions export. What reaches the account is Total Collected less fees; fees are negative; no currency column. */
const square = keyed({
  name: 'square',
  signatures: [
    ['gross sales', 'total collected', 'fees', 'net total'],
    ['date', 'total collected', 'fees', 'transaction id'],
  ],
  headings: {
    date: ['date'],
    amount: ['total collected'],
    fee: ['fees'],
    net: ['net total'],
    payee: ['customer name', 'description'],
    memo: ['description', 'location', 'device name'],
    reference: ['transaction id', 'payment id'],
    type: ['event type'],
    status: ['transaction status'],
  },
  feeSign: -1,
});

const bank: Preset = { name: 'bank', signatures: [], headings: BANK_HEADINGS, feeSign: 1 };

/** In the order in which they are tried; `bank` takes what has a date and an amount. */
export const presets = [stripe, stripePayouts, paypal, square, bank] as const satisfies readonly Preset[];

export function presetNamed(name: PresetName): Preset {
  return presets.find((preset) => preset.name === name) ?? bank;
}
