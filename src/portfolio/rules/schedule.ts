import { isTimeZone } from '../../core/date.ts';
import type { Problem } from '../../core/problem.ts';
import { REPORT_GROUPS } from '../../model/report.ts';
import { instead } from '../closest.ts';
import { problem, shown } from '../codes.ts';
import { timesOf } from '../cron.ts';
import type { Scope } from './_scope.ts';

/** What goes out by itself must be due at some time, be a report that there is, and go to a list that there is. */
export function scheduleProblems(scope: Scope): Problem[] {
  return [...crons(scope), ...reports(scope), ...lists(scope)];
}

/** As many words as the schema asks for: of others it speaks itself. */
const FIVE = /^\S+(?: +\S+){4}$/;
const EXPECTED = 'minute, hour, day of the month, month, day of the week, such as "0 7 1 * *"';

function crons({ root }: Scope): Problem[] {
  const zone = root.get('time_zone')?.text() ?? '';
  return root.list('schedule').flatMap((entry) => {
    const cron = entry.get('cron');
    const text = cron?.text() ?? '';
    if (!cron || !FIVE.test(text)) return [];
    const trouble = troubleOf(text, isTimeZone(zone) ? zone : 'UTC');
    return trouble === undefined
      ? []
      : [problem('bad-cron', cron.at, `${shown(text)} is no time: ${trouble}`, { expected: EXPECTED })];
  });
}

function troubleOf(cron: string, zone: string): string | undefined {
  try {
    return timesOf(cron, zone).after(0, 1).length === 0 ? 'there is no such day' : undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'it cannot be read';
  }
}

function reports({ root, reports: known }: Scope): Problem[] {
  if (!known) return [];
  const all = [...known, ...REPORT_GROUPS];
  return root.list('schedule').flatMap((entry) => {
    const report = entry.get('report');
    const type = report?.text();
    if (!report || type === undefined || all.includes(type)) return [];
    return [problem('unknown-report', report.at, `there is no report ${shown(type)}`, instead(type, all))];
  });
}

function lists({ root, incomplete }: Scope): Problem[] {
  if (incomplete) return [];
  const known = root.list('lists').flatMap((list) => list.get('name')?.text() ?? []);
  return root.list('schedule').flatMap((entry) => {
    const list = entry.get('list');
    const name = list?.text();
    if (!list || name === undefined || known.includes(name)) return [];
    const advice = instead(name, known, 'declare it under `lists:`');
    return [problem('unknown-list', list.at, `there is no list ${shown(name)}`, advice)];
  });
}
