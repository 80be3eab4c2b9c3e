import { convert, type Decision } from '../../analysis/index.ts';
import { compare, decimal } from '../../core/decimal.ts';
import { fingerprint } from '../../core/hash.ts';
import type { Figure } from '../../model/figure.ts';
import { SEVERITIES, type Finding, type Sentence } from '../../model/finding.ts';
import type { Block, PlanItem } from '../../model/report.ts';
import { quote, say } from '../../model/sentence.ts';
import type { ReportInput } from '../_report.ts';
import { rollUp, type Named } from './roll-up.ts';
import { workingDays } from './working-days.ts';

/** Hours of work that an effort stands for. */
const HOURS = { hours: 4, days: 16, weeks: 80 } as const;
const DAYS = 30;
const HOURS_A_DAY = 8;
const MOST = 12;

interface Task {
  readonly what: Sentence;
  readonly detail: readonly Sentence[];
  readonly who: string | undefined;
  readonly effort: Finding['effort'];
  /** Money at stake for each hour of work, in the base currency; undefined where it is not computed. */
  readonly perHour: Figure | undefined;
  /** Breaks ties: the gravest first. */
  readonly gravity: number;
}

/** Thirty days: by money at stake for each hour of work, then by severity; one task a check. */
export function agendaBlock(input: ReportInput, named: Named): Block {
  const tasks = [...findingTasks(input, named), ...initiativeTasks(input)].toSorted(byWorth).slice(0, MOST);
  const due = dueDays(input, tasks);
  const items = tasks.map(({ what, detail, who }, at): PlanItem => {
    const by = due[at];
    return { what, detail, ...(who === undefined ? {} : { who }), ...(by === undefined ? {} : { by }) };
  });
  return { kind: 'plan', id: 'agenda', title: 'Agenda of thirty days', items };
}

function byWorth(a: Task, b: Task): number {
  if (a.perHour?.value && b.perHour?.value) return compare(b.perHour.value, a.perHour.value) || a.gravity - b.gravity;
  if (a.perHour?.value || b.perHour?.value) return a.perHour?.value ? -1 : 1;
  return a.gravity - b.gravity;
}

function findingTasks(input: ReportInput, named: Named): Task[] {
  const { outcomes, book } = input;
  return outcomes.flatMap((outcome) => {
    const parts = outcome.findings.filter(({ severity }) => severity !== 'info');
    const one = rollUp(parts, book, 'agenda', named);
    if (!one) return [];
    const { stake, effort, severity } = one;
    const perHour = stake && worthAnHour(input, `finding.${one.id}`, book.get(stake.mid), effort);
    const atStake = stake ? [stakeWords(input, stake)] : [];
    return [
      {
        what: one.fix,
        detail: [
          say`${quote(named(one.entity))}: ${quote(one.title)}${number(one)}.`,
          ...atStake,
          ...hourWords(perHour),
        ],
        who: one.owner ?? inCharge(input, one.entity),
        effort,
        perHour: perHour?.value ? perHour : undefined,
        gravity: SEVERITIES.indexOf(severity),
      },
    ];
  });
}

function number({ subject, size }: Finding): Sentence {
  return subject === 'rolled-up' && size !== undefined ? [...say` (`, { kind: 'figure', id: size }, ...say`)`] : say``;
}

function stakeWords({ book }: ReportInput, { low, mid, high, how }: NonNullable<Finding['stake']>): Sentence {
  const range = low === high ? say`` : say` (${book.get(low)} to ${book.get(high)})`;
  return [...say`At stake: ${book.get(mid)}${range}. `, ...how];
}

const hourWords = (perHour: Figure | undefined): Sentence[] =>
  perHour?.value ? [say`Worth ${perHour} for each hour of work.`] : [];

/** What the plan chose that costs nothing or little, and is not done. */
function initiativeTasks(input: ReportInput): Task[] {
  const decisions = input.analysis.facts.capitalPlan.value?.decisions ?? [];
  const open = decisions.filter(
    ({ chosen, reason, initiative: { tier } }) => chosen && reason !== 'done' && tier !== 'revenue-generating',
  );
  return open.map((decision) => initiativeTask(input, decision));
}

function initiativeTask(input: ReportInput, { initiative, entity, cost, low, mid, high }: Decision): Task {
  const effort = initiative.tier === 'zero-cost' ? 'hours' : 'days';
  const perHour = worthAnHour(input, `initiative.${entity ?? 'group'}.${initiative.id}`, mid, effort);
  return {
    what: say`${quote(initiative.name)}.`,
    detail: [say`Initiative: costs ${cost}, worth ${mid} in a year (${low} to ${high}).`, ...hourWords(perHour)],
    who: initiative.owner ?? inCharge(input, entity ?? 'group'),
    effort,
    perHour: perHour.value ? perHour : undefined,
    gravity: SEVERITIES.length,
  };
}

/** Money ÷ hours, in the base currency: what ranks the agenda. */
function worthAnHour(input: ReportInput, key: string, mid: Figure, effort: Finding['effort']): Figure {
  const { book, declared } = input;
  const currency = declared.portfolio.base_currency;
  const base = convert(input, mid, currency);
  const title = `Hours of work: ${effort}`;
  const hours = book.constant(
    `method.effort.${effort}`,
    title,
    { kind: 'hours' },
    decimal(HOURS[effort]),
    'how the agenda counts effort',
  );
  // Two views of a run may rank different sums.
  const id = `group.agenda.worth.${key}.${fingerprint(base.id).slice(0, 6)}`;
  return book.formula(
    id,
    `${mid.label}, for each hour of work`,
    { kind: 'money', currency },
    'quotient',
    [base, hours],
    {
      text: 'at stake ÷ hours of work',
    },
  );
}

/** The first with a critical role in the entity; else the owner, or who has the first critical role of all. */
function inCharge({ declared: { portfolio } }: ReportInput, entity: string): string | undefined {
  const critical = (people: (typeof portfolio.entities)[number]['people']): string | undefined =>
    people.find(({ roles }) => roles.some((role) => role.critical))?.name;
  const own = portfolio.entities.find(({ id }) => id === entity)?.people ?? [];
  return critical(own) ?? portfolio.owner ?? critical(portfolio.entities.flatMap(({ people }) => people));
}

/** Working days one after the other, each as long as its effort; more work than the days hold is spread over them. */
function dueDays({ book }: ReportInput, tasks: readonly Task[]): readonly string[] {
  const days = workingDays(book.asOf, DAYS);
  const total = tasks.reduce((sum, { effort }) => sum + HOURS[effort], 0);
  const stretch = Math.max(total, days.length * HOURS_A_DAY);
  let spent = 0;
  return tasks.map(({ effort }) => {
    spent += HOURS[effort];
    const place = Math.ceil((spent * days.length) / stretch);
    return days[Math.min(Math.max(place, 1), days.length) - 1] ?? book.asOf;
  });
}
