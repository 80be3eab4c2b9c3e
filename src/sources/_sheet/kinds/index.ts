import type { SheetKind } from '../kind.ts';
import { agreements } from './agreements.ts';
import { channels } from './channels.ts';
import { clientCosts } from './client-costs.ts';
import { credentials } from './credentials.ts';
import { deals } from './deals.ts';
import { invoices } from './invoices.ts';
import { jobCosts } from './job-costs.ts';
import { jobs } from './jobs.ts';
import { leases } from './leases.ts';
import { loanPayments } from './loan-payments.ts';
import { maintenance } from './maintenance.ts';
import { quotes } from './quotes.ts';
import { rentRoll } from './rent-roll.ts';
import { siteAnswers } from './site-answers.ts';
import { time } from './time.ts';

/** Every kind of sheet. A new one is a file of this folder and a line here. */
export const kinds: readonly SheetKind[] = [
  agreements,
  channels,
  clientCosts,
  credentials,
  deals,
  invoices,
  jobCosts,
  jobs,
  leases,
  loanPayments,
  maintenance,
  quotes,
  rentRoll,
  siteAnswers,
  time,
];
