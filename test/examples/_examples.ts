import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { copyOf } from '../cli/_quarterdeck.ts';

const amounts = z.record(z.string(), z.string());

/** What the generator knows of an example, as `test/golden/examples/<name>/expected.json` has it. */
const expectedSchema = z.object({
  as_of: z.string(),
  files: z.record(
    z.string(),
    z.object({
      rows: z.number(),
      first: z.string(),
      last: z.string(),
      /** Of statements. */
      amount: z.string().optional(),
      fees: z.string().optional(),
    }),
  ),
  overlapping_rows: z.number(),
  /** Sheets of bookings, by file. */
  bookings: z
    .record(
      z.string(),
      z.object({
        entity: z.string(),
        stream: z.string(),
        rows: z.number(),
        payments: z.number(),
        unearned: z.string(),
        month_ends: amounts,
        early: z.array(z.object({ date: z.string(), reference: z.string(), service: z.string(), amount: z.string() })),
      }),
    )
    .default({}),
  accounts: z.record(
    z.string(),
    z.object({ entity: z.string(), opening: z.string(), closing: z.string(), months: amounts }),
  ),
  ledger: z.record(z.string(), z.record(z.string(), amounts)),
  uncategorised: z.object({ rows: z.number(), of: z.number(), out: z.string(), in: z.string() }),
  transfers: z.object({ pairs: z.number(), amount: z.string() }),
  outflow: z.record(z.string(), z.nullable(z.object({ months: amounts, mean_3: z.string(), mean_6: z.string() }))),
  cash: z.record(z.string(), z.object({ total: z.string(), customer_deposits: z.string(), unrestricted: z.string() })),
  units: z.record(z.string(), z.record(z.string(), z.number())),
  break_even: z.record(
    z.string(),
    z.object({
      fixed_costs_6_months: z.string(),
      contribution_per_unit_times_1000: z.string(),
      quotient_rounded_down: z.string(),
      units: z.number(),
    }),
  ),
});
export type Expected = z.output<typeof expectedSchema>;

export const EXAMPLES = ['san-diego', 'bakery-group'] as const;
export type ExampleName = (typeof EXAMPLES)[number];

/** A copy of an example, whose sources are read already, in a folder of its own: runs write into the portfolio's folder. */
export function copyOfExample(name: ExampleName): { readonly folder: string; readonly remove: () => void } {
  const folder = copyOf(name);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export function exampleFolder(name: ExampleName): string {
  return fileURLToPath(new URL(`../../examples/${name}/`, import.meta.url));
}

export function expectedFile(name: ExampleName): string {
  return fileURLToPath(new URL(`../golden/examples/${name}/expected.json`, import.meta.url));
}

export function expectedOf(name: ExampleName): Expected {
  return expectedSchema.parse(JSON.parse(readFileSync(expectedFile(name), 'utf8')));
}
