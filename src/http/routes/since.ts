import type { Routes } from '../_api.ts';

export const sinceRoutes: Routes = () => undefined;
