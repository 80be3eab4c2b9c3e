export type { Door, LogLine } from './_api.ts';
export { createApi } from './app.ts';
