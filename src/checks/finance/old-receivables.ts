import { say } from '../../model/sentence.ts';
import { check } from '../_check.ts';

/** FIN-06: receivables over 60 days. Needs invoices, which no source brings: the runner answers "not seen". */
export const oldReceivables = check({
  id: 'FIN-06',
  role: 'CFO',
  title: 'Old receivables',
  why: 'What customers owe pays no bills, and old debts are seldom paid in full.',
  fix: say`Chase the oldest first; then stop work until it is paid.`,
  effort: 'days',
  standard: 'Ageing schedule',
  needs: ['receivables'],
  run: () => 'not-seen',
});
