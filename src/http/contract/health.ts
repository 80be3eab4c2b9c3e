import * as z from 'zod';

/** For whoever watches the server; it tells nothing of the portfolio. */
export const health = z
  .strictObject({ status: z.enum(['ok', 'failing']), version: z.string(), records: z.enum(['ok', 'failing']) })
  .meta({ id: 'Health' });
