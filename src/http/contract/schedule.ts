import * as z from 'zod';
import { instant, text } from './_scalars.ts';
import { sendState } from './send.ts';

export const schedule = z
  .strictObject({
    timeZone: text,
    /** This server starts them; else something outside does. */
    runsHere: z.boolean(),
    schedules: z.array(
      z.strictObject({
        id: text,
        report: text,
        list: text.optional(),
        /** As declared, and in words. */
        cron: text,
        words: text,
        next: z.array(instant),
        /** `send`: its dispatches have it as their batch. */
        last: z.strictObject({ at: instant, send: text, state: sendState, says: text }).optional(),
      }),
    ),
  })
  .meta({ id: 'Schedule' });
export type Schedule = z.output<typeof schedule>;
