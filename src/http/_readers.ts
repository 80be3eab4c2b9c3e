import { recipientsFor, type Addressee } from '../app/recipients.ts';
import type { Run } from '../app/run.ts';
import type { Effects } from '../core/effects.ts';
import { readEnvironment } from '../portfolio/environment.ts';
import { HttpProblem } from './_problem.ts';

/** Whom a report goes to. */
export function readersOf(report: string, { declared }: Run, { env }: Effects): readonly Addressee[] {
  return recipientsFor(report, declared.portfolio, readEnvironment(env));
}

/** The reader of a report as the portfolio writes the address. Throws for one that it does not go to. */
export function knownReader(reader: string, report: string, run: Run, effects: Effects): string {
  const found = readersOf(report, run, effects).find(({ email }) => email.toLowerCase() === reader.toLowerCase());
  if (!found) throw new HttpProblem(404, 'no-such-reader', 'the report does not go to that reader');
  return found.email;
}
