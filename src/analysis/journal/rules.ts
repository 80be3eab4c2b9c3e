import { rescale, type Decimal } from '../../core/decimal.ts';
import { minorDigits } from '../../core/money.ts';
import type { Position } from '../../core/problem.ts';
import type { Declared, Path } from '../../model/declared.ts';
import type { Probe } from '../../model/facts.ts';
import type { CategoryRule } from '../../model/portfolio.ts';
import { sqlText } from '../../model/sql.ts';

/** A categorisation rule in its place. Numbers run from 1: an entity's own come before the portfolio's. */
export interface NumberedRule {
  readonly number: number;
  /** Only this entity's rows; undefined for the portfolio's rules. */
  readonly entity: string | undefined;
  readonly rule: CategoryRule;
  readonly at: Position;
  readonly path: Path;
}

export function numberedRules(declared: Declared): readonly NumberedRule[] {
  const { entities, categories } = declared.portfolio;
  const own = entities.flatMap((entity, e) =>
    entity.categories.map((rule, c) => ({ entity: entity.id, rule, path: ['entities', e, 'categories', c] as Path })),
  );
  const shared = categories.map((rule, c) => ({ entity: undefined, rule, path: ['categories', c] as Path }));
  return [...own, ...shared].map((rule, index) => ({ ...rule, number: index + 1, at: declared.at(rule.path) }));
}

/** Which columns the rules look at: rows that agree in them are decided once. */
export interface Needs {
  readonly direction: boolean;
  /** Amounts at which a `min` or `max` begins to hold, at `SIZE_DIGITS` digits, ascending. */
  readonly sizes: readonly bigint[];
}

export function needsOf(rules: readonly NumberedRule[]): Needs {
  const sizes = new Set<bigint>();
  for (const { rule } of rules) {
    if (rule.match.min) sizes.add(smallest(rule.match.min));
    if (rule.match.max) sizes.add(largest(rule.match.max) + 1n);
  }
  return {
    direction: rules.some(({ rule }) => rule.match.direction !== undefined),
    sizes: [...sizes].toSorted((a, b) => (a < b ? -1 : Number(a > b))),
  };
}

/** Four digits hold every ISO 4217 currency's minor unit; amounts of all currencies are compared at this scale. */
const SIZE_DIGITS = 4;
const smallest = (amount: Decimal): bigint => rescale(amount, SIZE_DIGITS, 'ceiling').mantissa;
const largest = (amount: Decimal): bigint => rescale(amount, SIZE_DIGITS, 'floor').mantissa;

/** Which step of `sizes` an amount of `size` (SQL) has reached: 0 below the first. */
export function sizeStep(sizes: readonly bigint[], size: string): string {
  const whens = sizes.map((from, index) => `WHEN ${size} >= ${from} THEN ${index + 1}`).toReversed();
  return `CASE ${whens.join(' ')} ELSE 0 END`;
}

/** The size of a row `s` at four digits, exact: minor units times what its currency lacks. DECIMAL(38,0) cannot overflow. */
export function sizeOf(currencies: readonly string[]): string {
  const scale = (digits: number): bigint => 10n ** BigInt(SIZE_DIGITS - digits);
  const unusual = currencies.filter((currency) => minorDigits(currency) !== 2);
  const whens = unusual.map(
    (currency) => `WHEN s.currency = ${sqlText(currency)} THEN ${scale(minorDigits(currency))}`,
  );
  const factor = whens.length === 0 ? `${scale(2)}` : `(CASE ${whens.join(' ')} ELSE ${scale(2)} END)`;
  return `abs(CAST(s.amount AS DECIMAL(38, 0))) * ${factor}`;
}

const PATTERN = /^\/(.+)\/$/su;

/**
 * `/…/` is a regular expression (RE2); anything else is part of the text. Case never matters. Text is looked for in
 * the column `lower_…`, made once for all rules, and by LIKE, which is the engine's fastest search.
 */
function patternSql(column: TextColumn, pattern: string): string {
  const [, regex] = PATTERN.exec(pattern) ?? [];
  if (regex !== undefined) return `regexp_matches(${column}, ${sqlText(`(?i)${regex}`)})`;
  return isAscii(pattern) && !/[%_\\]/.test(pattern)
    ? `lower_${column} LIKE ${sqlText(`%${pattern.toLowerCase()}%`)}`
    : `strpos(lower_${column}, lower(${sqlText(pattern)})) > 0`;
}

/** Text that every engine lowers alike. */
function isAscii(pattern: string): boolean {
  return /^[ -~]+$/.test(pattern);
}

/** The texts, lowered, of which a rule's payee must contain one; undefined when it may hold for other payees, too. */
export function plainPayees({ match }: CategoryRule): readonly string[] | undefined {
  const patterns = [match.payee ?? []].flat();
  const plain = patterns.length > 0 && patterns.every((pattern) => isAscii(pattern) && !PATTERN.test(pattern));
  return plain ? patterns.map((pattern) => pattern.toLowerCase()) : undefined;
}

/** Columns that patterns look at; each has a `lower_…` beside it. */
export type TextColumn = 'payee' | 'memo' | 'type';

function anyPattern(column: TextColumn, patterns: string | readonly string[] | undefined): string[] {
  if (patterns === undefined) return [];
  const list = typeof patterns === 'string' ? [patterns] : patterns;
  return [`(${list.map((pattern) => patternSql(column, pattern)).join(' OR ')})`];
}

/** SQL that says whether a rule holds, over `entity`, `ledger_account`, `direction`, `step`, and
 * `payee`, `memo`, `type` with their `lower_…`. */
export function conditionOf({ entity, rule }: NumberedRule, { sizes }: Needs): string {
  const { match } = rule;
  const conditions = [
    ...(entity === undefined ? [] : [`entity = ${sqlText(entity)}`]),
    ...(match.from_account === undefined ? [] : [`ledger_account = ${sqlText(match.from_account)}`]),
    ...(match.direction === undefined ? [] : [`direction = ${match.direction === 'in' ? 1 : -1}`]),
    ...(match.min === undefined ? [] : [`step >= ${sizes.indexOf(smallest(match.min)) + 1}`]),
    ...(match.max === undefined ? [] : [`step < ${sizes.indexOf(largest(match.max) + 1n) + 1}`]),
    ...anyPattern('type', match.type),
    ...anyPattern('payee', match.payee),
    ...anyPattern('memo', match.memo),
  ];
  return conditions.length === 0 ? 'TRUE' : conditions.join(' AND ');
}

/** One probe for each regular expression of the rules: RE2 judges what JavaScript's own syntax cannot. */
export function probesOf(rules: readonly NumberedRule[]): readonly Probe[] {
  return rules.flatMap(({ rule, at }) => {
    const patterns = [rule.match.payee, rule.match.memo, rule.match.type].flatMap((pattern) => pattern ?? []);
    return patterns
      .filter((pattern) => PATTERN.test(pattern))
      .map((pattern) => ({
        sql: `SELECT ${patternSql('payee', pattern)} AS fine FROM (SELECT '' AS payee) one`,
        problem: {
          code: 'rule-regex',
          at,
          severity: 'error' as const,
          message: `${pattern} is not a regular expression`,
          expected: 'RE2 syntax, which has no look-ahead and no back-references',
          mend: 'correct it, or leave the slashes out to look for the text itself',
        },
      }));
  });
}

/** What a rule's row is tagged with. A tag that is `no` or `false` is not set. */
export function tagsOf({ tags }: CategoryRule): string {
  const names = Object.entries(tags)
    .filter(([name, value]) => name !== 'unit' && !/^(?:no|false)$/i.test(value))
    .map(([name]) => name);
  return names.length === 0 ? '' : `,${names.join(',')},`;
}
