import { oneLine, type Position, type Problem } from '../core/problem.ts';

/**
 * Every error code of the portfolio, with its meaning in one line. The codes are stable: scripts and documents name
 * them. `test/errors/portfolio/` has a case for each.
 */
export const PORTFOLIO_CODES = {
  // Finding and reading files
  'no-portfolio': 'There is no portfolio.yaml here or in any folder above',
  'file-unreadable': 'A YAML file is missing, is no regular file, or may not be read',
  'file-too-large': 'A YAML file, or all of them together, is larger than the limit',
  'not-utf-8': 'A YAML file holds bytes that are not UTF-8',
  'path-outside': 'A path or a symbolic link leaves the portfolio folder',
  'bad-glob': 'A glob is too costly to match, or the folder holds too many files to look through',
  // YAML
  'yaml-syntax': 'The text is not YAML 1.2',
  'yaml-tab': 'A tab is used for indentation',
  'many-documents': 'The file holds a second YAML document',
  'custom-tag': 'A value carries a YAML tag',
  'duplicate-key': 'A key is given twice in one mapping',
  'bad-key': 'A key is not plain text',
  'bad-alias': 'An alias names no anchor before it, or contains itself',
  'too-deep': 'Values are nested deeper than the limit',
  'too-many-values': 'The YAML holds, or its aliases expand to, more values than the limit',
  'too-many-problems': 'There are more problems than are shown',
  // Includes
  'include-missing': 'A file that is to be included is not there',
  'include-cycle': 'A file includes itself, directly or by way of others',
  'include-twice': 'A file is included from two places',
  'too-many-includes': 'More files are included than the limit',
  'given-twice': 'A value is given in two files',
  // Shape
  'unknown-key': 'A key that the portfolio does not have',
  'missing-key': 'A key that has to be there is not',
  'empty-value': 'A key or list item without a value',
  'wrong-type': 'Text where a list is expected, and the like',
  'unknown-value': 'A word that is none of the words allowed',
  'too-few': 'A list is shorter than it may be',
  'too-long': 'A text or list is longer than it may be',
  'bad-decimal': 'Not a plain decimal such as 1250.00',
  'bad-number': 'Not a whole number in its bounds',
  'bad-day': 'Not a day of the calendar as YYYY-MM-DD',
  'bad-month': 'Not a month as YYYY-MM',
  'bad-currency': 'Not an ISO 4217 currency code',
  'bad-time-zone': 'Not a time zone of the IANA database',
  'bad-account': 'Not a ledger account such as Expenses:Fuel',
  'bad-id': 'Not an id of lower-case letters, digits and dashes',
  'bad-figure': 'Not a figure id such as group.runway.months',
  'bad-tag': 'Not a tag of lower-case letters, digits, _ and -',
  'bad-email': 'Not an e-mail address',
  'bad-url': 'Not a web address',
  'bad-origin': 'Not a web address without a path, or one without TLS that is not this machine',
  'bad-cron': 'Not five fields of a cron that come true at some time',
  // Meaning
  'duplicate-id': 'Two entities, streams, initiatives, rules, schedules or users share an id',
  'duplicate-name': 'Two lists share a name',
  'duplicate-email': 'Two users of the dashboard share an address',
  'smtp-without-host': 'The transport is smtp, and no server is named',
  'unsubscribe-together': 'A list is sent as one message, and each reader shall leave it by a link',
  'unknown-stream': 'A target names a revenue stream that its entity does not have',
  'unknown-initiative': 'An initiative needs one that is not declared',
  'initiative-cycle': 'Initiatives need each other in a circle',
  'unknown-kind': 'A source names a kind of file that no reader reads',
  'unknown-report': 'A list or a schedule names a report that there is not',
  'unknown-list': 'A schedule names a list that is not declared',
  'wrong-account-type': 'An account of the wrong type for its place: a fixed cost that is no expense',
  'account-used-twice': 'Two entities claim the statements of one account',
  'file-read-twice': 'Two sources name one file, which would count its rows twice',
  'unknown-entity': 'A rule names a figure of a business that there is not',
  'bad-bound': 'The bound of a rule is neither a number nor the id of a figure',
  'rule-type': 'A rule holds a figure against something of another unit',
  'rule-without-bound': 'A rule has neither at_least nor at_most',
  'bounds-crossed': 'A lower bound is above its upper bound, or an end before its beginning',
  'shares-over-100': 'The owners’ shares of an entity add up to more than 100 per cent',
  'negative-amount': 'An amount below zero where only its size is asked for',
  'rate-not-positive': 'An exchange rate of zero or less',
  'cost-without-amount': 'A variable cost has neither amount nor percent_of_price',
  'category-without-account': 'A category rule has neither account nor transfer',
  'category-two-accounts': 'A category rule has both account and transfer',
  'empty-match': 'A category rule matches every row',
  'unknown-counterparty': 'A rule or books name an entity on the other side that is not declared',
  'counterparty-self': 'A rule or books name the entity itself as the other side',
  'bad-pattern': 'A regular expression that does not compile',
  'pattern-not-linear': 'A regular expression with look-around, back-references or other things that RE2 does not have',
  'source-missing': 'A source names a file that is not there',
  'glob-matches-nothing': 'A glob matches no file (a warning)',
  'document-missing': 'A document or sheet that the portfolio names is not there (a warning)',
  secret: 'A password, key or token stands in the portfolio',
  // Environment
  'bad-environment': 'An environment variable that Quarterdeck reads has a value that it cannot use',
} as const satisfies Record<string, string>;

export type PortfolioCode = keyof typeof PORTFOLIO_CODES;

export function isPortfolioCode(text: unknown): text is PortfolioCode {
  return typeof text === 'string' && Object.hasOwn(PORTFOLIO_CODES, text);
}

interface Advice {
  readonly expected?: string;
  readonly mend?: string;
  readonly severity?: Problem['severity'];
}

/** A problem of this room. */
export function problem(code: PortfolioCode, at: Position, message: string, advice: Advice = {}): Problem {
  return { code, at, severity: 'error', message, ...advice };
}

/** Longer values are cut: a problem is one line. */
const LONGEST_SHOWN = 60;

/** A word from the portfolio inside a message: on one line, in quotes, cut when it is long. */
export function shown(text: string): string {
  return `"${oneLine(text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text)}"`;
}

/** `portfolio.yaml:12:3`, for a message that names a second place. */
export function place(at: Position): string {
  return `${at.file}:${at.line}:${at.column}`;
}
