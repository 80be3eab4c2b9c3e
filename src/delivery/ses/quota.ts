import * as z from 'zod';
import type { Quota } from '../../model/dispatch.ts';

/** GetAccount's SendQuota: recipients a second and in 24 hours; −1 a day where there is no limit. */
const sendQuota = z.object({
  MaxSendRate: z.number().positive(),
  Max24HourSend: z.number().optional().catch(undefined),
  SentLast24Hours: z.number().nonnegative().optional().catch(undefined),
});

/** Undefined when SES does not say. */
export function quotaOf(answer: unknown): Quota | undefined {
  const { data } = sendQuota.safeParse(answer);
  if (!data) return undefined;
  const { MaxSendRate: perSecond, Max24HourSend: most, SentLast24Hours: sent } = data;
  return {
    perSecond,
    ...(most === undefined || most < 0 ? {} : { perDay: Math.floor(most) }),
    ...(sent === undefined ? {} : { sentToday: Math.ceil(sent) }),
  };
}
