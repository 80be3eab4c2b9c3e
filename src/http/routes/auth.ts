import type { Routes } from '../_api.ts';

export const authRoutes: Routes = () => undefined;
