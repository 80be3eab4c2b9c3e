import { sha256 } from '../../core/hash.ts';
import type { Declared } from '../../model/declared.ts';
import type { Derivation } from '../../model/facts.ts';
import { bookedStreams } from '../recognition/streams.ts';
import { ACCOUNT_DAYS, bookAccounts, bookMonthly, bookPostings, keepsBooks } from './books.ts';
import { bookedStep } from './booked.ts';
import { decidingColumns, decisionsStep } from './decisions.ts';
import { ACCOUNTS, OPENINGS } from './openings.ts';
import { outcomesStep } from './outcomes.ts';
import { recognitionSteps, recognitionViews } from './recognition.ts';
import { numberedRules, probesOf } from './rules.ts';
import { pairsStep } from './transfers.ts';
import { categoryRules, monthly, postings, TURNOVER } from './views.ts';

/** Raised when the same SQL would give other tables: when the pairing of transfers changes, or what it tells. */
const VERSION = 2;

/**
 * The derived double-entry journal: statement rows and the portfolio's categorisation rules become postings. Each row
 * makes one transaction: its own account moves by amount − fee, the fee is an expense, and the rest is booked where the
 * first matching rule says, to `Assets:Transfers`, or as uncategorised by its sign. Rows in are rows booked.
 */
export function deriveJournal(declared: Declared): Derivation {
  const rules = numberedRules(declared);
  const accounts = declared.portfolio.entities.flatMap(({ id, sources }) =>
    sources.map(({ account }) => JSON.stringify([id, account])),
  );
  const deciding = decidingColumns(rules, new Set(accounts).size > 1);
  const pairs = deciding.transfers ? [pairsStep(deciding)] : [];
  const kept = declared.portfolio.entities.some(keepsBooks);
  const journal = postings(kept ? [bookPostings(declared)] : []);
  const booked = bookedStreams(declared.portfolio);
  const steps = [
    decisionsStep(rules, deciding),
    ...pairs,
    outcomesStep(rules),
    bookedStep(deciding),
    TURNOVER,
    OPENINGS,
    ...recognitionSteps(booked, journal),
  ];
  const views = {
    postings: journal,
    ...recognitionViews(booked),
    monthly: monthly(kept ? [bookMonthly(declared)] : []),
    accounts: kept ? `${ACCOUNTS} UNION ALL ${bookAccounts(declared)}` : ACCOUNTS,
    account_days: ACCOUNT_DAYS,
    category_rules: categoryRules(rules),
  };
  return { hash: sha256(JSON.stringify([VERSION, steps])), probes: probesOf(rules), steps, views };
}
