import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const amounts = z.record(z.string(), z.string());

/** What the generator knows of an example, as `test/golden/examples/<name>/expected.json` has it. */
const expectedSchema = z.object({
  as_of: z.string(),
  files: z.record(
    z.string(),
    z.object({ rows: z.number(), first: z.string(), last: z.string(), amount: z.string(), fees: z.string() }),
  ),
  overlapping_rows: z.number(),
  accounts: z.record(
    z.string(),
    z.object({ entity: z.string(), opening: z.string(), closing: z.string(), months: amounts }),
  ),
  ledger: z.record(z.string(), z.record(z.string(), amounts)),
  uncategorised: z.object({ rows: z.number(), of: z.number(), out: z.string(), in: z.string() }),
  transfers: z.object({ pairs: z.number(), amount: z.string() }),
});
export type Expected = z.output<typeof expectedSchema>;

export const EXAMPLES = ['san-diego', 'bakery-group'] as const;
export type ExampleName = (typeof EXAMPLES)[number];

export function exampleFolder(name: ExampleName): string {
  return fileURLToPath(new URL(`../../examples/${name}/`, import.meta.url));
}

export function expectedFile(name: ExampleName): string {
  return fileURLToPath(new URL(`../golden/examples/${name}/expected.json`, import.meta.url));
}

export function expectedOf(name: ExampleName): Expected {
  return expectedSchema.parse(JSON.parse(readFileSync(expectedFile(name), 'utf8')));
}
