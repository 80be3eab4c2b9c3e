export type { Door, LogLine } from './_api.ts';
export { createApi } from './app.ts';
export { clientBehind } from './client.ts';
export { openServer, type NodeServer } from './node.ts';
