import { minorDigits } from '../../core/money.ts';
import type { SqlStep } from '../../model/facts.ts';
import { sqlText } from '../../model/sql.ts';
import { firstRule } from './first-rule.ts';
import { ruleList } from './outcomes.ts';
import { needsOf, sizeOf, sizeStep, type Needs, type NumberedRule, type TextColumn } from './rules.ts';

/**
 * The providers' own words for money that leaves for, or comes from, the owner's bank. Whole words only: a bank may
 * call any debit a WITHDRAWAL.
 */
const PAYOUT_TYPES = [
  'payout',
  'payout_cancel',
  'payout_failure',
  'payout_reversal',
  'topup',
  'topup_reversal',
  'instant payout',
  'general withdrawal',
  'general withdrawal - bank account',
  'user initiated withdrawal',
  'withdraw funds to bank account',
  'transfer to bank account',
  'bank deposit to pp account',
];

/** Money that a provider sets apart, or gives free again: it stays the owner's, and is neither revenue nor cost. */
const RESERVE_TYPES = [
  'reserved_funds',
  'risk_reserved_funds',
  'reserve_transaction',
  'payout_minimum_balance_hold',
  'payout_minimum_balance_release',
  'payment_network_reserve_hold',
  'payment_network_reserve_release',
];

/** Stripe's words, as it writes them, for a fee that is a row of its own. A bank's FEE is left to the owner's rules. */
const FEE_TYPES = ['fee', 'stripe_fee', 'stripe_fx_fee', 'tax_fee', 'network_cost'];

/** Words that suggest a transfer. Alone they decide nothing: only a pair of equal, opposite amounts makes it one. */
const TRANSFER_WORDS =
  '(^|[^a-z])(xfer|trf|tfr|ach pmt|autopay|stripe|paypal|square)([^a-z]|$)' +
  '|transfer|payout|withdrawal|sweep|credit card|card payment|payment - thank you|payment thank you|payment received' +
  '|umbuchung|übertrag|überweisung|ueberweisung|virement|trasferimento|bonifico|overboeking';

/** Which columns of a row decide: rows that agree in these are decided once, and that is most of them. */
export interface Deciding {
  readonly columns: readonly { readonly name: string; readonly sql: string }[];
  readonly needs: Needs;
  /** Whether there is another account that money could have been transferred to or from. */
  readonly transfers: boolean;
}

export function decidingColumns(rules: readonly NumberedRule[], transfers: boolean): Deciding {
  const needs = needsOf(rules);
  const looks = (field: 'payee' | 'memo'): boolean =>
    transfers || rules.some(({ rule }) => rule.match[field] !== undefined);
  const size = sizeOf(Intl.supportedValuesOf('currency').filter((currency) => minorDigits(currency) !== 2));
  const columns = [
    { name: 'type', sql: 's.type' },
    ...(looks('payee') ? [{ name: 'payee', sql: 's.payee' }] : []),
    ...(looks('memo') ? [{ name: 'memo', sql: 's.memo' }] : []),
    ...(needs.direction ? [{ name: 'direction', sql: DIRECTION }] : []),
    ...(needs.sizes.length > 0 ? [{ name: 'step', sql: sizeStep(needs.sizes, size) }] : []),
  ];
  return { columns, needs, transfers };
}

function isText(name: string): name is TextColumn {
  return name === 'payee' || name === 'memo' || name === 'type';
}

/** Which way the account moved: 1 in, -1 out; a row that is only a fee moves by the fee. */
const DIRECTION =
  'CASE WHEN s.amount > 0 OR (s.amount = 0 AND s.fee < 0) THEN 1 WHEN s.amount = 0 AND s.fee = 0 THEN 0 ELSE -1 END';

/** Joins rows `s` to their decisions `d`. */
export function decisionJoin({ columns }: Deciding): string {
  const same = columns.map(({ name, sql }) => `AND d.${name} = ${sql}`);
  return `JOIN decisions d ON d.file_no = s.file_no ${same.join(' ')}`;
}

/**
 * What the rules make of each distinct row: `rule` (0: none), its `account`, `sure` (it is a transfer), `worded` (its
 * words suggest one) and `charged` (the provider says that it is a fee). A rule that books to an account which has a statement of its own is a transfer, too: the
 * other statement tells the same movement, and booking both would count it twice. Unless that statement tells of no
 * transfer at all, as Square's list of sales: then the rule's word is all there is, and the row is booked straight to it.
 */
export function decisionsStep(rules: readonly NumberedRule[], deciding: Deciding): SqlStep {
  const { columns, needs, transfers } = deciding;
  const names = columns.map(({ name }) => name);
  const keys = columns.map(({ name, sql }) => `${sql} AS ${name}`);
  const rule = firstRule(rules, needs);
  const lowered = names.filter(isText).map((name) => `lower(k.${name}) AS lower_${name}`);
  const payout = `r.lower_type IN (${[...PAYOUT_TYPES, ...RESERVE_TYPES].map(sqlText).join(', ')})`;
  const charged = `r.rule = 0 AND r.type IN (${FEE_TYPES.map(sqlText).join(', ')})`;
  const worded = `regexp_matches(concat_ws(' ', r.lower_payee, r.lower_memo, r.lower_type), ${sqlText(TRANSFER_WORDS)})`;
  return {
    table: 'decisions',
    kept: false,
    sql: `WITH keys AS (SELECT DISTINCT s.file_no, ${keys.join(', ')} FROM counted_rows s),
      placed AS (SELECT k.*, ${lowered.join(', ')}, f.entity, f.ledger_account
        FROM keys k JOIN files f ON f.file_no = k.file_no),
      ruled AS (SELECT *, CAST(${rule} AS INTEGER) AS rule FROM placed),
      own AS (SELECT DISTINCT entity, ledger_account FROM files),
      decided AS (SELECT r.file_no, r.entity, r.ledger_account, ${names.map((name) => `r.${name}`).join(', ')}, r.rule, l.account,
        l.transfer OR (r.rule = 0 AND ${payout}) AS said, o.ledger_account IS NOT NULL AS to_own,
        r.rule = 0 AND ${transfers ? `${worded} AND NOT (${charged})` : 'FALSE'} AS worded, ${charged} AS charged
      FROM ruled r JOIN (${ruleList(rules)}) l ON l.rule = r.rule
      LEFT JOIN own o ON o.entity = r.entity AND o.ledger_account = l.account),
      telling AS (SELECT DISTINCT entity, ledger_account FROM decided WHERE said OR to_own OR worded)
      SELECT d.file_no, ${names.map((name) => `d.${name}`).join(', ')}, d.rule, d.account,
        d.said OR (d.to_own AND t.ledger_account IS NOT NULL) AS sure, d.worded, d.charged
      FROM decided d LEFT JOIN telling t ON t.entity = d.entity AND t.ledger_account = d.account`,
  };
}
