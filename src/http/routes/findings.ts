import { listFindings, noteFindings } from '../../app/findings.ts';
import type { Run } from '../../app/run.ts';
import { isIsoDate, type IsoDate } from '../../core/date.ts';
import { oncePer } from '../../core/once.ts';
import { SEVERITIES } from '../../model/finding.ts';
import { standing } from '../../records/index.ts';
import type { Routes } from '../_api.ts';
import { HttpProblem } from '../_problem.ts';
import { body, json, problems, route } from '../_route.ts';
import { answerWritten, isSameText, written, type Written } from '../_written.ts';
import { findingShown } from '../_shown/finding.ts';
import { knownEntity, namesOf } from '../_shown/words.ts';
import {
  findings,
  findingsQuery,
  noteAnswer,
  noteRequest,
  type Findings,
  type NoteRequest,
} from '../contract/index.ts';

const LIST = route('reader', {
  method: 'get',
  path: '/api/findings',
  operationId: 'listFindings',
  summary: 'What the checks found, the gravest first, with what people did about it',
  tags: ['findings'],
  request: { query: findingsQuery },
  responses: { 200: json(findings, 'The findings'), ...problems(404, 422) },
});

const NOTE = route('admin', {
  method: 'post',
  path: '/api/findings',
  operationId: 'noteFindings',
  summary: 'Acknowledge, snooze, assign or reopen a finding, or all of a check',
  tags: ['findings'],
  request: { body: body(noteRequest) },
  responses: { 200: json(noteAnswer, 'The ids of the findings that the note is about'), ...problems(404, 422) },
});

/** Answers kept of a run: for those of every severity and a few businesses. */
const ANSWERS = 32;

export const findingsRoutes: Routes = (api, { bridge }) => {
  const { effects, facts } = bridge;
  // They follow from the run, and from what is on record beside it: earlier reports and notes.
  const answers = oncePer((run: Run) => standing<Written<Findings>>(run.records, ANSWERS, isSameText));
  api.openapi(LIST, async (context) => {
    const { severity, entity } = context.req.valid('query');
    const answer = await facts.with((run) =>
      answers(run)(JSON.stringify([severity, entity]), async () => written(await listed(run, severity, entity))),
    );
    return answerWritten(context, answer);
  });
  api.openapi(NOTE, async (context) => {
    const request = context.req.valid('json');
    const by = context.var.identity.subject;
    const found = await facts.with((run) => {
      refusePast(request, run.asOf);
      return noteFindings(run, { ...request, by }, effects);
    });
    return context.json({ findings: found.map(({ id }) => id) }, 200);
  });
};

async function listed(
  run: Run,
  severity: Findings['findings'][number]['severity'] | undefined,
  entity?: string,
): Promise<Findings> {
  const { asOf, book, declared, facts } = run;
  if (entity !== undefined) knownEntity(entity, declared.portfolio);
  const least = severity === undefined ? SEVERITIES.length : SEVERITIES.indexOf(severity);
  const wanted = (await listFindings(run)).filter(
    ({ finding }) =>
      SEVERITIES.indexOf(finding.severity) <= least && (entity === undefined || finding.entity === entity),
  );
  const around = { book, nameOf: namesOf(declared.portfolio) };
  return { asOf, snapshot: facts.snapshot, findings: wanted.map((one) => findingShown(one, around)) };
}

function refusePast(request: NoteRequest, asOf: IsoDate): void {
  if (request.action !== 'snooze' || (isIsoDate(request.until) && request.until > asOf)) return;
  const message = `expected a day after ${asOf} and before 2200, until which the finding stays quiet`;
  throw new HttpProblem(400, 'bad-request', message, { errors: [{ at: 'json.until', message }] });
}
