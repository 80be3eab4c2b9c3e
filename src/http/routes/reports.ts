import type { Routes } from '../_api.ts';

export const reportsRoutes: Routes = () => undefined;
