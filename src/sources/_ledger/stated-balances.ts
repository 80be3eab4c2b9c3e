import { rescale } from '../../core/decimal.ts';
import { minorDigits } from '../../core/money.ts';
import type { Row } from '../../model/facts.ts';
import type { Journal } from '../../model/journal.ts';
import { dayText } from './calendar.ts';
import { partOf } from './entries.ts';
import { fits } from './left-out.ts';
import type { PlacedAccounts } from './placed-accounts.ts';
import { currencyIn } from './valued.ts';

/** Rows of table `assertions`: balances in currencies that the journal asserts, beside what its postings make. */
export function* assertionRows(
  journal: Journal,
  accounts: PlacedAccounts,
  fallback: string | undefined,
): Generator<Row> {
  for (const { at, day, account, commodity, stated, found } of journal.assertions) {
    const currency = currencyIn(journal, commodity, fallback);
    if (currency === undefined || !fits(stated, currency) || !fits(found, currency)) continue;
    const digits = minorDigits(currency);
    yield {
      part: partOf(journal, at.file),
      line: BigInt(at.line),
      date: dayText(day),
      account: accounts.account(account),
      currency,
      stated: rescale(stated, digits).mantissa,
      books: rescale(found, digits).mantissa,
    };
  }
}
