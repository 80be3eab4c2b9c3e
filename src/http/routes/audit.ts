import type { Routes } from '../_api.ts';

export const auditRoutes: Routes = () => undefined;
