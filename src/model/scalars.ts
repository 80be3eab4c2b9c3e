import * as z from 'zod';
import { isIsoDate, isMonth } from '../core/date.ts';
import { parseDecimal, type Decimal } from '../core/decimal.ts';
import { isCurrency } from '../core/money.ts';

/*
 * The scalars of a portfolio. Those that look like numbers arrive as text (the loader keeps them so), so that no amount
 * passes through a float.
 */

/** In YAML it may look like a number (`3028`); the loader keeps it as text, and editors are told to let it pass. */
export const text = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .meta({ type: ['string', 'number'] });

/** Text of a form that has a name: `code` is the error code of the portfolio room for text that is not of that form. */
export function formed(code: string, expected: string, accepts: (text: string) => boolean, longest = 200) {
  const check = (value: string): boolean => value.length <= longest && accepts(value);
  return z.string().refine(check, { error: expected, params: { code } });
}

export function matching(code: string, expected: string, pattern: RegExp, longest = 200) {
  return formed(code, expected, (value) => pattern.test(value), longest).meta({ pattern: pattern.source });
}

export const id = matching(
  'bad-id',
  'an id of lower-case letters, digits and dashes, such as "jada"',
  /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
  64,
);
export const day = formed('bad-day', 'a day of the calendar as YYYY-MM-DD', isIsoDate).meta({ format: 'date' });
export const month = formed('bad-month', 'a month as YYYY-MM', isMonth).meta({ pattern: '^\\d{4}-(?:0[1-9]|1[0-2])$' });
export const currency = formed('bad-currency', 'an ISO 4217 code such as USD', isCurrency).meta({
  pattern: '^[A-Z]{3}$',
});
export const country = matching('bad-country', 'an ISO 3166 code such as US', /^[A-Z]{2}$/);
export const email = z.email({ error: 'an e-mail address such as anna@example.com', abort: true }).max(254);
/** Only what is safe to print as a link. */
export const url = z
  .url({ protocol: /^https?$/, error: 'a web address that begins with https:// or http://' })
  .max(2000);
export const path = z
  .string()
  .min(1)
  .max(1000)
  .describe('A path inside the portfolio folder; globs (*, **) are allowed.');

/** Longer than any amount in use, and short enough that a power of ten stays cheap. */
const LONGEST_DECIMAL = 40;

export const decimalText = z
  .union([z.string(), z.number()])
  .transform((value, context): Decimal => {
    const written = String(value).trim();
    const parsed = written.length <= LONGEST_DECIMAL ? parseDecimal(written) : undefined;
    if (parsed) return parsed;
    const message = 'a plain decimal such as 1250.00';
    context.issues.push({ code: 'custom', message, params: { code: 'bad-decimal' }, input: value });
    return z.NEVER;
  })
  .describe('A decimal with a dot, without thousands separators: 1250.00');

/** A whole number between two bounds; it arrives as text from the loader and as a number from elsewhere. */
export function whole(least: number, most: number) {
  return z.union([z.string(), z.number()]).transform((value, context): number => {
    const number = /^\d{1,6}$/.test(String(value)) ? Number(value) : Number.NaN;
    if (number >= least && number <= most) return number;
    const message = `a whole number from ${least} to ${most}`;
    context.issues.push({ code: 'custom', message, params: { code: 'bad-number' }, input: value });
    return z.NEVER;
  });
}

export const wholeNumber = whole(0, 100_000);

/** Ledger account: `Expenses:Fuel`. The first part is one of the five types. */
export const account = matching(
  'bad-account',
  'an account such as Expenses:Fuel, beginning with Assets, Liabilities, Equity, Income or Expenses',
  /^(?:Assets|Liabilities|Equity|Income|Expenses)(?::[^\s:;](?:[^:;\n]*[^\s:;])?)+$/,
);

/** An account, or only the type that it is of. */
export const accountOrType = matching(
  'bad-account',
  'an account such as Expenses:Fuel, or one of Assets, Liabilities, Equity, Income, Expenses',
  /^(?:Assets|Liabilities|Equity|Income|Expenses)(?::[^\s:;](?:[^:;\n]*[^\s:;])?)*$/,
);

/** An account or, ending in `:*`, every account below it. */
export const accountPattern = matching(
  'bad-account',
  'an account such as Expenses:Fuel, or Expenses:* for every account below it',
  /^(?:Assets|Liabilities|Equity|Income|Expenses)(?::[^\s:;*](?:[^:;*\n]*[^\s:;*])?)*(?::\*)?$/,
);

const FIGURE_ID = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;
const WITH_UNIT = /^(-?\d{1,30}(?:\.\d{1,9})?)(?:\s*(%|[A-Za-z][A-Za-z -]{0,30}))?$/;

/** What a figure is held against: a number in its unit, which may be named (`6 months`, `9000.00 USD`), or another figure. */
export const bound = z
  .union([z.string(), z.number()])
  .transform((value, context): { value?: Decimal; unit?: string; figure?: string } => {
    const written = String(value).trim();
    const [, digits = '', unit] = WITH_UNIT.exec(written) ?? [];
    const number = parseDecimal(digits);
    if (number) return unit === undefined ? { value: number } : { value: number, unit };
    if (FIGURE_ID.test(written) && written.length <= 200) return { figure: written };
    const message = 'a number such as 6, 6 months or 9000.00 USD, or the id of a figure';
    context.issues.push({ code: 'custom', message, params: { code: 'bad-bound' }, input: value });
    return z.NEVER;
  })
  .describe('A number in the figure’s unit, which may be named (6 months, 9000.00 USD, 40 %), or the id of a figure');
