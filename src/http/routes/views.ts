import type { Routes } from '../_api.ts';

export const viewsRoutes: Routes = () => undefined;
