import type { Routes } from '../_api.ts';

export const findingsRoutes: Routes = () => undefined;
