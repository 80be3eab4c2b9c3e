import type { Api } from './_api.ts';

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
  });
}
