import type { FailureRow } from './_failure-row.ts';

/** What SES answers; the first row that holds decides. Names: Amazon SES API v2 reference, "SendEmail: Errors" and "Common Errors". */
export const SES_FAILURES: readonly FailureRow[] = [];
