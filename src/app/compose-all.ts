import type { Report } from '../model/report.ts';
import { readEnvironment } from '../portfolio/environment.ts';
import type { Effects } from '../core/effects.ts';
import { composeReport, reportsOf } from './compose.ts';
import { recipientsFor } from './recipients.ts';
import type { Run } from './run.ts';
import { viewsFor } from './view.ts';

/** Every report as each of its readers would see it now: afterwards the book holds all figures that any of them shows. */
export async function composeAll(run: Run, effects: Effects): Promise<readonly Report[]> {
  const environment = readEnvironment(effects.env);
  const composed: Report[] = [];
  for (const definition of reportsOf(run.own)) {
    const readers = recipientsFor(definition.type, run.declared.portfolio, environment);
    for (const { view } of await viewsFor(run, definition, readers.length > 0 ? readers : [{ email: '' }]))
      composed.push(composeReport(view, definition.type, run.own));
  }
  return composed;
}
