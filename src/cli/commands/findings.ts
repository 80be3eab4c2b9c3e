import * as z from 'zod';
import { listFindings, noteFindings, selected, type ListedFinding } from '../../app/findings.ts';
import { openRun, type Run } from '../../app/run.ts';
import { EXIT, oneLine, UserError } from '../../core/problem.ts';
import { SEVERITIES, type Finding, type Sentence } from '../../model/finding.ts';
import { FINDING_ACTIONS } from '../../model/report-record.ts';
import { figureText } from '../../render/numbers.ts';
import { sentenceText } from '../../render/sentence.ts';
import { asOfOption, failOnOption, parseOptions } from '../options.ts';
import { aligned, effects, print, printJson } from '../output.ts';

const shape = {
  note: z.string().min(1).max(2000).optional(),
  until: asOfOption,
  to: z.string().min(1).max(200).optional(),
  by: z.string().min(1).max(200).optional(),
  severity: failOnOption,
  entity: z.string().optional(),
  asOf: asOfOption,
};

const ACTIONS = ['list', 'show', ...FINDING_ACTIONS] as const;

/** `quarterdeck findings`: what was found, what became of it, and what someone does about it. */
export async function run(given: Record<string, unknown>, action = 'list', which = ''): Promise<number> {
  const options = parseOptions(shape, given);
  const does = ACTIONS.find((one) => one === action);
  if (!does) throw new UserError('usage', `"${action}" is none of: ${ACTIONS.join(', ')}`);
  if (does !== 'list' && which === '') throw new UserError('usage', `name the finding: findings ${does} <id>`);
  const world = effects();
  const work = await openRun({ from: options.C, asOf: options.asOf, effects: world });
  try {
    if (does === 'list') return await list(work, options);
    if (does === 'show') return await show(work, which, options.json);
    const by = options.by ?? world.env['USER'] ?? world.env['LOGNAME'] ?? 'owner';
    const { note, until, to } = options;
    const noted = await noteFindings(work, { action: does, which, by, note, until, to }, world);
    if (options.json) await printJson(noted.map((finding) => json(finding, work)));
    else await print(noted.map((finding) => `${DONE[does]}  ${line(finding, work).join('  ')}`).join('\n'));
    return EXIT.ok;
  } finally {
    await work.close();
  }
}

const DONE = { acknowledge: 'acknowledged', snooze: 'snoozed', assign: 'assigned', reopen: 'reopened' } as const;

interface Filter {
  readonly severity?: Finding['severity'] | undefined;
  readonly entity?: string | undefined;
  readonly json: boolean;
}

async function list(work: Run, { severity, entity, json: asJson }: Filter): Promise<number> {
  const least = severity === undefined ? SEVERITIES.length : SEVERITIES.indexOf(severity);
  const all = (await listFindings(work)).map(({ finding }) => finding);
  const wanted = all.filter(
    (one) => SEVERITIES.indexOf(one.severity) <= least && (entity === undefined || one.entity === entity),
  );
  if (asJson) await printJson(wanted.map((finding) => json(finding, work)));
  else await print(wanted.length === 0 ? 'no findings' : aligned(wanted.map((finding) => line(finding, work))));
  return EXIT.ok;
}

/** Id, severity, state, check, entity, owner, money at stake, and the claim. */
function line(finding: Finding, work: Run): string[] {
  const { id, severity, check, entity, owner, claim, title } = finding;
  const state = stateOf(finding);
  const stake = finding.stake ? figureText(work.book.get(finding.stake.mid)) : '–';
  const words = `${title}: ${plain(claim, work)}`;
  return [id.slice(0, 8), severity, state, check, entity, owner ?? '–', stake, words].map(oneLine);
}

function stateOf({ life }: Finding): string {
  if (life?.quiet) return life.quiet.until === undefined ? life.quiet.kind : `snoozed until ${life.quiet.until}`;
  if (!life) return 'open';
  return life.reports > 1 ? `${life.state} (${life.reports} reports)` : life.state;
}

async function show(work: Run, which: string, asJson: boolean): Promise<number> {
  const listed = await listFindings(work);
  const found = selected(listed, which).flatMap((finding) => listed.filter((one) => one.finding.id === finding.id));
  if (asJson) await printJson(found.map(({ finding, notes }) => ({ ...json(finding, work), notes })));
  else await print(found.map((one) => details(one, work)).join('\n\n'));
  return EXIT.ok;
}

function details({ finding, notes }: ListedFinding, work: Run): string {
  const { id, severity, check, entity, subject, title, claim, why, fix, effort, standard, owner, evidence } = finding;
  const stake = finding.stake;
  const money = (figure: string): string => figureText(work.book.get(figure));
  return [
    `${title} (${check}, ${severity}, ${stateOf(finding)})`,
    plain(claim, work),
    '',
    `  why      ${why}`,
    `  do       ${plain(fix, work)} (${effort})`,
    `  owner    ${owner ?? 'nobody'}`,
    ...(stake
      ? [`  at stake ${money(stake.low)} / ${money(stake.mid)} / ${money(stake.high)}: ${plain(stake.how, work)}`]
      : []),
    `  entity   ${entity}, about ${subject}`,
    `  standard ${standard}`,
    `  id       ${id}`,
    ...evidence.map((figure) => `  evidence ${figure}  ${work.book.get(figure).label}: ${money(figure)}`),
    ...notes.map(({ at, by, action, note, until, to }) =>
      [`  ${at}  ${by}: ${action}`, until, to, note].filter((part) => part !== undefined).join(', '),
    ),
  ]
    .map((text) => oneLine(text))
    .join('\n');
}

function plain(sentence: Sentence, { book }: Run): string {
  return sentenceText(sentence, Object.fromEntries(book.all().map((figure) => [figure.id, figure])));
}

function json(finding: Finding, work: Run): Record<string, unknown> {
  const figure = (id: string): Record<string, unknown> => ({ id, value: figureText(work.book.get(id)) });
  const { stake } = finding;
  return {
    ...finding,
    claim: plain(finding.claim, work),
    fix: plain(finding.fix, work),
    evidence: finding.evidence.map(figure),
    ...(stake
      ? {
          stake: {
            low: figure(stake.low),
            mid: figure(stake.mid),
            high: figure(stake.high),
            how: plain(stake.how, work),
          },
        }
      : {}),
  };
}
