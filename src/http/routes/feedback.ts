import type { Routes } from '../_api.ts';

export const feedbackRoutes: Routes = () => undefined;
