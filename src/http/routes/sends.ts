import type { Routes } from '../_api.ts';

export const sendsRoutes: Routes = () => undefined;
