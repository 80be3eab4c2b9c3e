import { staleSources } from '../../app/freshness.ts';
import type { Routes } from '../_api.ts';
import { json, problems, route } from '../_route.ts';
import { coverageShown, sourcesShown } from '../_shown/coverage.ts';
import { coverage, sources } from '../contract/index.ts';

const COVERAGE = route('reader', {
  method: 'get',
  path: '/api/coverage',
  operationId: 'getCoverage',
  summary: 'How far the sources reach, what is missing, and which checks could not look',
  tags: ['coverage'],
  responses: { 200: json(coverage, 'The coverage'), ...problems(422) },
});

const SOURCES = route('reader', {
  method: 'get',
  path: '/api/sources',
  operationId: 'listSources',
  summary: 'Every file that was read, how old it is, and what is wrong in any',
  tags: ['coverage'],
  responses: { 200: json(sources, 'The sources'), ...problems(422) },
});

export const coverageRoutes: Routes = (api, { bridge: { facts } }) => {
  api.openapi(COVERAGE, async (context) => context.json(await facts.with(async (run) => coverageShown(run)), 200));
  api.openapi(SOURCES, async (context) =>
    context.json(await facts.with(async (run) => sourcesShown(run, await staleSources(run))), 200),
  );
};
