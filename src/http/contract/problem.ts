import * as z from 'zod';
import { text } from './_scalars.ts';

/** A mistake in what the owner wrote, with its place. */
export const mistake = z
  .strictObject({
    code: text,
    file: text,
    line: z.int(),
    column: z.int(),
    severity: z.enum(['error', 'warning']),
    message: text,
    expected: text.optional(),
    mend: text.optional(),
  })
  .meta({ id: 'Mistake' });

/** RFC 9457, `application/problem+json`. */
export const problem = z
  .strictObject({
    /** `about:blank`, or the page of the documentation about it. */
    type: text,
    title: text,
    status: z.int().min(400).max(599),
    detail: text.optional(),
    /** Kebab-case and stable: what a program branches on. */
    code: text,
    /** Stands in the server's log, too. */
    trace: z.string().regex(/^[0-9a-f]{32}$/),
    /** What of the request is wrong, or of the portfolio. */
    errors: z.array(z.strictObject({ at: text, message: text })).optional(),
    mistakes: z.array(mistake).optional(),
  })
  .meta({ id: 'Problem', description: 'Problem details (RFC 9457)' });
export type ProblemDetails = z.output<typeof problem>;
