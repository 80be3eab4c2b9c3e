import type { Routes } from '../_api.ts';

export const listsRoutes: Routes = () => undefined;
