import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstRule } from '../../../src/analysis/journal/first-rule.ts';
import { needsOf, numberedRules } from '../../../src/analysis/journal/rules.ts';
import { Engine } from '../../../src/facts/engine.ts';
import { sqlTable, sqlText } from '../../../src/model/sql.ts';
import { declared } from './_books.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await Engine.open({ spill: tmpdir(), ordered: true });
});
afterAll(() => engine.close());

interface Rule {
  readonly payee: readonly string[];
  readonly direction?: 'in' | 'out';
}

/** What the rules mean: the first whose texts the payee holds, and whose direction is the row's. */
function expected(rules: readonly Rule[], payee: string, direction: number): number {
  const holds = ({ payee: texts, direction: wanted }: Rule): boolean =>
    texts.some((text) => payee.toLowerCase().includes(text.toLowerCase())) &&
    (wanted === undefined || (wanted === 'in' ? 1 : -1) === direction);
  return rules.findIndex(holds) + 1;
}

const piece = fc.constantFrom('a', 'B', 'ab', '.', '(', '100%', 'a_b', "o'n", 'é', '\\', '$^', '[x', 'z');
const anyRule: fc.Arbitrary<Rule> = fc.record(
  { payee: fc.array(piece, { minLength: 1, maxLength: 3 }), direction: fc.constantFrom('in', 'out') },
  { requiredKeys: ['payee'] },
);
const anyPayee = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(''));

describe('the first rule that holds', () => {
  it('is found by the tree as it is one by one, whatever signs the texts hold', async () => {
    const rows = fc.array(fc.tuple(anyPayee, fc.constantFrom(1, -1)), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.array(anyRule, { maxLength: 14 }), rows, async (rules, payees) => {
        const categories = rules.map((match) => ({ match, account: 'Expenses:X' }));
        const numbered = numberedRules(declared([{ id: 'jada', name: 'JADA' }], { categories }));
        const columns = { entity: 'VARCHAR', payee: 'VARCHAR', lower_payee: 'VARCHAR', direction: 'INTEGER' };
        const values = payees.map(([payee, direction]) => [
          "'jada'",
          sqlText(payee),
          `lower(${sqlText(payee)})`,
          String(direction),
        ]);
        const found = await engine.rows(
          `SELECT ${firstRule(numbered, needsOf(numbered))} AS rule FROM (${sqlTable(columns, values)})`,
        );
        expect(found.map(({ rule }) => rule)).toEqual(
          payees.map(([payee, direction]) => expected(rules, payee, direction)),
        );
      }),
      { numRuns: 60 },
    );
  });
});
