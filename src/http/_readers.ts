import { recipientsFor, type Addressee } from '../app/recipients.ts';
import type { Run } from '../app/run.ts';
import type { Effects } from '../core/effects.ts';
import { readEnvironment } from '../portfolio/environment.ts';
import { HttpProblem } from './_problem.ts';

/** Whom a report goes to. */
export function readersOf(report: string, { declared }: Run, { env }: Pick<Effects, 'env'>): readonly Addressee[] {
  return recipientsFor(report, declared.portfolio, readEnvironment(env));
}

/** The same, once for each list by which it reaches them: a send to one list goes to everyone who stands on it. */
export function listedReaders(report: string, run: Run, { env }: Pick<Effects, 'env'>): readonly Addressee[] {
  const { portfolio } = run.declared;
  const byList = portfolio.lists.flatMap(({ name }) => recipientsFor(report, portfolio, readEnvironment(env), name));
  return byList.length > 0 ? byList : readersOf(report, run, { env });
}

/** The reader of a report as the portfolio writes the address. Throws for one that it does not go to. */
export function knownReader(reader: string, report: string, run: Run, effects: Effects): string {
  const found = readersOf(report, run, effects).find(({ email }) => email.toLowerCase() === reader.toLowerCase());
  if (!found) throw new HttpProblem(404, 'no-such-reader', 'the report does not go to that reader');
  return found.email;
}
