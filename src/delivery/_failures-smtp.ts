import type { FailureRow } from './_failure-row.ts';

/** What mail servers answer; the first row that holds decides. */
export const SMTP_FAILURES: readonly FailureRow[] = [];
