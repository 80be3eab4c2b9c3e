import * as z from 'zod';

import { portfolioSchema } from '../model/portfolio.ts';

/** The first line of a portfolio.yaml: editors take the schema from it. `schema` is a path or an address. */
export function schemaLine(schema: string): string {
  return `# yaml-language-server: $schema=${schema}`;
}

/**
 * The JSON Schema (draft 7, which the YAML language server takes) of portfolio.yaml, with `include:`, which the loader
 * resolves before the portfolio's own schema sees the value.
 */
export function portfolioJsonSchema(): Record<string, unknown> {
  const made = z.toJSONSchema(portfolioSchema, { io: 'input', target: 'draft-7' });
  const { $schema, properties, required, ...rest } = made;
  return {
    $schema,
    title: 'Quarterdeck portfolio',
    description: 'The businesses of one owner: entities, where their bank exports are, and who gets which report.',
    ...rest,
    properties: { include: INCLUDE, ...properties },
    // A part that is included, or that includes others, need not have everything: the loader looks at the whole.
    anyOf: [{ required: required ?? [] }, { required: ['include'] }],
  };
}

const INCLUDE = {
  description: 'Files or globs whose keys belong to this portfolio, too: lists are joined. Relative to this file.',
  anyOf: [
    { type: 'string', minLength: 1 },
    { type: 'array', items: { type: 'string', minLength: 1 } },
  ],
} as const;

/** The schema as the file in schema/ holds it. */
export function portfolioJsonSchemaText(): string {
  return `${JSON.stringify(portfolioJsonSchema(), null, 2)}\n`;
}
