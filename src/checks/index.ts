import type { Analysis } from '../analysis/index.ts';
import type { Book } from '../model/book.ts';
import { SEVERITIES, type CheckOutcome } from '../model/finding.ts';
import { runCheck, type Check } from './_check.ts';
import { chartGaps } from './accounting/chart-gaps.ts';
import { earlyRevenue } from './accounting/early-revenue.ts';
import { noBooks } from './accounting/no-books.ts';
import { noDocument } from './accounting/no-document.ts';
import { noRecognitionPolicy } from './accounting/no-recognition-policy.ts';
import { noTaxForm } from './accounting/no-tax-form.ts';
import { oneSidedTransfer } from './accounting/one-sided-transfer.ts';
import { openPeriods } from './accounting/open-periods.ts';
import { possibleDuplicates } from './accounting/possible-duplicates.ts';
import { privateSpending } from './accounting/private-spending.ts';
import { uncategorisedShare } from './accounting/uncategorised-share.ts';
import { unreconciled } from './accounting/unreconciled.ts';
import { belowFloor } from './clients/below-floor.ts';
import { overdueInvoice } from './clients/overdue-invoice.ts';
import { unbilledTime } from './clients/unbilled-time.ts';
import { unpassedCost } from './clients/unpassed-cost.ts';
import { withoutTerms } from './clients/without-terms.ts';
import { noDeposit } from './delivery/no-deposit.ts';
import { papersEnd } from './delivery/papers-end.ts';
import { quoteUnanswered } from './delivery/quote-unanswered.ts';
import { thinMargin } from './delivery/thin-margin.ts';
import { emptyPipeline } from './executive/empty-pipeline.ts';
import { noDeputy } from './executive/no-deputy.ts';
import { noEquityPapers } from './executive/no-equity-papers.ts';
import { noOta } from './executive/no-ota.ts';
import { papersEnding } from './executive/papers-ending.ts';
import { staleHandoffs } from './executive/stale-handoffs.ts';
import { stuckHandoffs } from './executive/stuck-handoffs.ts';
import { unmeasuredKpi } from './executive/unmeasured-kpi.ts';
import { untrackedRevenue } from './executive/untracked-revenue.ts';
import { belowBreakEven } from './finance/below-break-even.ts';
import { burnRate } from './finance/burn-rate.ts';
import { cashBelowFloor } from './finance/cash-below-floor.ts';
import { concentratedRevenue } from './finance/concentrated-revenue.ts';
import { fundingOrder } from './finance/funding-order.ts';
import { missedTargets } from './finance/missed-targets.ts';
import { oldReceivables } from './finance/old-receivables.ts';
import { ownerRuleBroken } from './finance/owner-rule-broken.ts';
import { recurringCharges } from './finance/recurring-charges.ts';
import { shortRunway } from './finance/short-runway.ts';
import { debtCover } from './rental/debt-cover.ts';
import { depositsNotHeld } from './rental/deposits-not-held.ts';
import { leaseTerms } from './rental/lease-terms.ts';
import { openTickets } from './rental/open-tickets.ts';
import { rentOverdue } from './rental/rent-overdue.ts';
import { vacantUnit } from './rental/vacant-unit.ts';
import { brokenFunnel } from './web/broken-funnel.ts';

/** Every check, in the order of their ids. */
export const checks = [
  noBooks, // ACC-01
  noRecognitionPolicy, // ACC-02
  earlyRevenue, // ACC-03
  chartGaps, // ACC-04
  uncategorisedShare, // ACC-05
  unreconciled, // ACC-06
  oneSidedTransfer, // ACC-07
  possibleDuplicates, // ACC-08
  privateSpending, // ACC-09
  noDocument, // ACC-10
  noTaxForm, // ACC-11
  openPeriods, // ACC-12
  emptyPipeline, // CEO-01
  untrackedRevenue, // CEO-02
  noEquityPapers, // CEO-03
  noDeputy, // CEO-04
  unmeasuredKpi, // CEO-05
  stuckHandoffs, // CEO-06
  papersEnding, // CEO-07
  staleHandoffs, // CEO-08
  noOta, // CH-02
  withoutTerms, // CLI-01
  unbilledTime, // CLI-02
  belowFloor, // CLI-03
  overdueInvoice, // CLI-04
  unpassedCost, // CLI-05
  burnRate, // FIN-01
  shortRunway, // FIN-02
  belowBreakEven, // FIN-03
  missedTargets, // FIN-04
  concentratedRevenue, // FIN-05
  oldReceivables, // FIN-06
  ownerRuleBroken, // FIN-07
  fundingOrder, // FIN-08
  recurringCharges, // FIN-09
  cashBelowFloor, // FIN-10
  vacantUnit, // RENT-01
  leaseTerms, // RENT-02
  rentOverdue, // RENT-03
  debtCover, // RENT-04
  openTickets, // RENT-05
  depositsNotHeld, // RENT-06
  brokenFunnel, // WEB-05
  quoteUnanswered, // YDEL-01
  thinMargin, // YDEL-02
  papersEnd, // YDEL-03
  noDeposit, // YDEL-04
] as const satisfies readonly Check[];

/** Runs every check whose facts were looked at; the findings of each are ordered by severity. */
export function runChecks({ facts, looked }: Analysis, book: Book): CheckOutcome[] {
  const due = checks.filter((one: Check) => one.needs.every((name) => looked.has(name)));
  return due.map((one) => {
    const outcome = runCheck(one, facts, book);
    return {
      ...outcome,
      findings: outcome.findings.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)),
    };
  });
}
