import type { Api } from './_api.ts';

/** Groups of routes, in the order of the document. */
const TAGS: Readonly<Record<string, string>> = {
  server: 'Whether it works',
  'sign-in': 'Links by mail, sessions, keys',
  reports: 'Composing, sending and reading reports',
  dispatches: 'What was sent, and what became of it',
  findings: 'What was found, what changed since the last report, and what people did about it',
  coverage: 'Which sources there are, and how fresh they are',
  figures: 'Figures with their receipts, down to the rows',
  lists: 'Who receives what',
  audit: 'Whether anybody changed the records',
  schedule: 'What goes out by itself',
  mail: 'What mail providers and readers say',
};

/** The contract as an OpenAPI 3.1 document, made from the very schemas that check requests. */
export function openApiDocument(api: Api, version: string) {
  return api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Quarterdeck',
      version,
      description: 'Executive reports with receipts: what was found, what was sent, and to send it.',
      license: { name: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'The server that this document comes from' }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
  });
}
