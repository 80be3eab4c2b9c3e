import type { Routes } from '../_api.ts';

export const scheduleRoutes: Routes = () => undefined;
