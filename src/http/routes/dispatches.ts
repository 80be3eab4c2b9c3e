import type { Routes } from '../_api.ts';

export const dispatchesRoutes: Routes = () => undefined;
