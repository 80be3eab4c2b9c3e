import type { Routes } from '../_api.ts';

export const figuresRoutes: Routes = () => undefined;
