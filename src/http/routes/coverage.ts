import type { Routes } from '../_api.ts';

export const coverageRoutes: Routes = () => undefined;
