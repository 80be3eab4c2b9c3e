import * as z from 'zod';

/*
 * The scalars of the contract. The server writes them, the dashboard checks them: no other code of the server is
 * imported here, so that both can.
 */

export const text = z.string().max(4000);
/** Of an entity, a list, a report type, a user. */
export const id = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
/** ISO 8601 in UTC, such as 2026-04-30T15:00:00.000Z. */
export const instant = z.iso.datetime();
/** A day of the calendar, such as 2026-04-30. */
export const day = z.iso.date();
export const count = z.int().nonnegative();
export const hash = z.string().regex(/^[0-9a-f]{12,64}$/);
/** Of a dispatch. */
export const dispatchId = z.string().regex(/^\d{8}T\d{6}Z-[a-z0-9-]{1,64}-[0-9a-f]{8}$/);
/** Of a figure: `group.runway.months`. */
export const figureId = z
  .string()
  .min(1)
  .max(500)
  // eslint-disable-next-line no-control-regex -- control characters are what this line is about
  .regex(/^[^\u0000-\u001f\u007f]+$/);
export const severity = z.enum(['critical', 'high', 'medium', 'low', 'info']);
/** Where the next page begins: from the answer before. */
export const cursor = z
  .string()
  .max(300)
  .regex(/^[\w.:~-]+$/);

/** How many records of a list. */
export const limit = (most: number, usual: number) => z.coerce.number().int().min(1).max(most).default(usual);
