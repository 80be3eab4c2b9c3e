import type { Routes } from '../_api.ts';
import { auditRoutes } from './audit.ts';
import { authRoutes } from './auth.ts';
import { coverageRoutes } from './coverage.ts';
import { dispatchesRoutes } from './dispatches.ts';
import { feedbackRoutes } from './feedback.ts';
import { figuresRoutes } from './figures.ts';
import { findingsRoutes } from './findings.ts';
import { healthRoutes } from './health.ts';
import { listsRoutes } from './lists.ts';
import { reportsRoutes } from './reports.ts';
import { scheduleRoutes } from './schedule.ts';
import { sendsRoutes } from './sends.ts';
import { sinceRoutes } from './since.ts';
import { unsubscribeRoutes } from './unsubscribe.ts';
import { viewsRoutes } from './views.ts';

/** Every group of routes, in the order of the document. */
export const routes: readonly Routes[] = [
  healthRoutes,
  authRoutes,
  reportsRoutes,
  sendsRoutes,
  dispatchesRoutes,
  findingsRoutes,
  coverageRoutes,
  figuresRoutes,
  sinceRoutes,
  listsRoutes,
  auditRoutes,
  viewsRoutes,
  scheduleRoutes,
  feedbackRoutes,
  unsubscribeRoutes,
];
