import * as z from 'zod';
import { EXIT, UserError } from '../core/problem.ts';
import { isIsoDate } from '../core/date.ts';
import { SEVERITIES } from '../model/finding.ts';

const kebab = (key: string): string => key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Types a command's options; every mistake is named at once, and the exit code is that of wrong usage. */
export function parseOptions<T extends z.ZodRawShape>(
  shape: T,
  given: Record<string, unknown>,
): z.output<z.ZodObject<T & typeof common>> {
  const result = z.object({ ...common, ...shape }).safeParse(given);
  if (result.success) return result.data;
  const mistakes = result.error.issues.map((issue) => `--${kebab(issue.path.join('.'))}: ${issue.message}`);
  throw new UserError('usage', mistakes.join('; '), { exit: EXIT.usage });
}

const common = { C: z.string().optional(), json: z.boolean().default(false) };

export const asOfOption = z.string().refine(isIsoDate, 'expected a day as YYYY-MM-DD').optional();
export const failOnOption = z.enum(SEVERITIES).optional();
export const limitOption = z.coerce.number().pipe(z.int().positive());
export const currencyOption = z.string().toUpperCase().length(3).optional();
/** Seconds to wait for messages that a provider puts off. */
export const waitOption = z.coerce.number().pipe(z.int().min(0).max(86_400)).default(60);
