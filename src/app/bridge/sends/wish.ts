import { sha256 } from '../../../core/hash.ts';
import type { Effects } from '../../../core/effects.ts';
import { UserError } from '../../../core/problem.ts';
import type { Declared } from '../../../model/declared.ts';
import { REPORT_GROUPS } from '../../../model/report.ts';
import { readEnvironment } from '../../../portfolio/environment.ts';
import { loadPortfolio } from '../../../portfolio/load.ts';
import { ownTypes } from '../../../portfolio/own-files.ts';
import { reports, reportTypes } from '../../../reports/index.ts';
import { kindsByRole } from '../../../sources/index.ts';
import { recipientsFor } from '../../recipients.ts';
import { refusal } from '../codes.ts';

/** What somebody wants to have sent. */
export interface SendWish {
  /** A report type, `executive` or `all`. */
  readonly type: string;
  readonly list?: string | undefined;
  readonly again?: boolean;
  /** The only reader that it goes to. */
  readonly only?: string | undefined;
  /** A token's subject, or `schedule:<id>`. */
  readonly by: string;
  /** One key of one subject stands for one wish, for a day. */
  readonly key?: string | undefined;
  /** Its id, where the wish itself has one (a schedule's time): a second one begins nothing. */
  readonly id?: string | undefined;
  /** Not begun again after it, should the process that carries it out go down (milliseconds since 1970). */
  readonly until?: number;
}

/** What was asked for, whoever asked: one key stands for one of these. */
export function hashOf({ type, list, again = false, only }: SendWish): string {
  return sha256(JSON.stringify([type, list ?? null, again, only?.toLowerCase() ?? null]));
}

/**
 * Throws a UserError for a wish that cannot be: an unknown report or list, nobody to send it to. It looks at the portfolio
 * as it is now and reads no source, so that whoever asks hears of it at once.
 */
export async function refuseImpossible(wish: SendWish, folder: string, { env }: Pick<Effects, 'env'>): Promise<void> {
  const { declared } = await loadPortfolio(folder, { reports: reportTypes, kinds: kindsByRole });
  const { type, list, only } = wish;
  const readers = typesOf(type, declared).flatMap((report) =>
    recipientsFor(report, declared.portfolio, readEnvironment(env), list),
  );
  if (readers.length === 0) {
    const where = list === undefined ? 'declare `lists` or `recipients`' : `the list "${list}" takes other reports`;
    throw new UserError('no-recipients', `nobody receives it: ${where}`);
  }
  if (only !== undefined && !readers.some(({ email }) => email.toLowerCase() === only.toLowerCase()))
    throw refusal('not-a-recipient', 'you do not receive this report; an admin can send it to all who do');
}

/** The reports that a word may stand for; whether they concern the portfolio shows only with the facts. */
function typesOf(type: string, declared: Declared): readonly string[] {
  const { folder, portfolio } = declared;
  // A file of the owner's that does not say its type may be of any: then the send itself finds out.
  const own = ownTypes(portfolio.reports, folder, portfolio.outbox);
  if (type === 'all') return [...reportTypes, ...(own ?? [])];
  if (REPORT_GROUPS.includes(type)) return reports.filter(({ kind }) => kind === type).map((report) => report.type);
  if (own === undefined || [...reportTypes, ...own].includes(type)) return [type];
  const known = [...reportTypes, ...own, ...REPORT_GROUPS].join(', ');
  throw new UserError('no-such-report', `there is no report "${type}"; there are: ${known}`);
}
