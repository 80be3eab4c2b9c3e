import type { Routes } from '../_api.ts';

export const unsubscribeRoutes: Routes = () => undefined;
