import type { Door } from './_api.ts';
import { createApi } from './app.ts';
import { openApiDocument } from './openapi.ts';

/** Stands for whatever a route looks at while it is added; it is in no way part of the document. */
const nothing: unknown = new Proxy(() => undefined, {
  get: (_, name) => (name === 'url' ? 'http://127.0.0.1:8787' : nothing),
  apply: () => nothing,
});

/** The document as it is kept in `schema/openapi.json`: of the program, whichever portfolio it serves. */
export function openApiText(version: string): string {
  const door = { bridge: nothing as Door['bridge'], version, clientOf: () => '', log: () => undefined };
  return `${JSON.stringify(openApiDocument(createApi(door), version), null, 2)}\n`;
}
