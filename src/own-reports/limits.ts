/*
 * What is beyond these is a mistake or a load that no reader wants; the engine's own limits (seconds, memory) are those
 * of src/facts.
 */

/** Fenced blocks of a file. */
export const MAX_BLOCKS = 100;

/** Rows that a figure may rest on: each is read again whenever the figure is verified. */
export const MAX_RECEIPT_ROWS = 100_000;

/** Rows of a table; what is beyond is summed in a row of its own, and counted. */
export const MAX_TABLE_ROWS = 200;

/** Points of a chart. */
export const MAX_POINTS = 60;

/** Findings of a check; what is beyond is one more finding. */
export const MAX_FINDINGS = 100;
