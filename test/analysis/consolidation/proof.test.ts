import { describe, expect, test } from 'vitest';
import { gate } from '../../../src/app/gate.ts';
import { consolidationProblems, type Consolidation, type GroupLine } from '../../../src/analysis/index.ts';
import { add, decimal } from '../../../src/core/decimal.ts';
import type { Figure } from '../../../src/model/figure.ts';
import type { Report } from '../../../src/model/report.ts';
import { closedRuns } from '../_run.ts';

const run = closedRuns({ looks: ['books'] });

const owned = (id: string, more: object = {}) => ({
  id,
  name: id,
  kind: 'other',
  ownership: [
    { name: 'Ann', share: '80' },
    { name: 'Bo', share: '20' },
  ],
  ...more,
});
const rates = [{ from: 'EUR', to: 'USD', on: '2025-12-31', rate: '1.10', source: 'bank' }];
const LEDGER = `
  2025-12-31 | a | A Bank | 5000.00     | opening
  2025-12-31 | b | B Bank | 1000.00     | opening
  2025-12-31 | c | C Bank | 100.00 EUR  | opening
  2026-01-02 | a | A Bank | -350.00     | Expenses:Web | B | | b
  2026-01-03 | b | B Bank | 350.00      | Income:Web   | A | | a
  2026-01-04 | c | C Bank | 20.00 EUR   | Income:Other | Z`;

async function proven() {
  const result = await run(
    '2026-01-31',
    { rates, entities: [owned('a'), owned('b'), owned('c', { currency: 'EUR' })] },
    LEDGER,
  );
  const group = result.analysis.facts.consolidation.value;
  if (!group) throw new Error('no consolidation');
  return { ...result, group };
}

/** The figure with a cent more. */
const off = (figure: Figure): Figure =>
  figure.value ? { ...figure, value: add(figure.value, decimal(1, 2)) } : figure;

function offAt(cells: ReadonlyMap<string, Figure>): ReadonlyMap<string, Figure> {
  return new Map([...cells].map(([column, figure], at) => [column, at === 0 ? off(figure) : figure]));
}

type Part = Consolidation['income']['parts'][number];

/** A statement of which one line is another one. */
function withLine<S extends Consolidation['income']>(
  statement: S,
  label: string,
  change: (line: GroupLine) => GroupLine,
): S {
  const changed = (line: GroupLine): GroupLine => (line.label === label ? change(line) : line);
  const parts = statement.parts.map((part): Part =>
    part.kind === 'section'
      ? {
          ...part,
          section: { ...part.section, lines: part.section.lines.map(changed), total: changed(part.section.total) },
        }
      : { ...part, line: changed(part.line) },
  );
  return { ...statement, parts };
}

const BROKEN: readonly (readonly [string, string, (group: Consolidation) => Consolidation])[] = [
  [
    'an elimination of one line',
    'Income:Web',
    (group) => ({
      ...group,
      income: withLine(group.income, 'Income:Web', (line) => ({ ...line, eliminations: offAt(line.eliminations) })),
    }),
  ],
  [
    'an entity’s part of one line',
    'Cash',
    (group) => ({
      ...group,
      balance: withLine(group.balance, 'Cash', (line) => ({
        ...line,
        entities: new Map([...line.entities].map(([id, cells]) => [id, offAt(cells)])),
      })),
    }),
  ],
  [
    'the group’s cell of one line',
    'Total income',
    (group) => ({
      ...group,
      income: withLine(group.income, 'Total income', (line) => ({ ...line, cells: offAt(line.cells) })),
    }),
  ],
  [
    'the difference of a statement',
    'the difference is not zero',
    (group) => ({
      ...group,
      cashFlow: withLine(group.cashFlow, 'Difference', (line) => ({ ...line, cells: offAt(line.cells) })),
    }),
  ],
  [
    'a half that has another amount',
    'debit and credit differ',
    (group) => ({
      ...group,
      eliminations: group.eliminations.map((one) => ({
        ...one,
        debit: { ...one.debit, figure: off(one.debit.figure) },
      })),
    }),
  ],
  [
    'a half of another pair of entities',
    'a half is missing',
    (group) => ({
      ...group,
      eliminations: group.eliminations.map((one) => ({ ...one, credit: { ...one.credit, entity: 'c' } })),
    }),
  ],
  [
    'eliminations that do not balance',
    'they do not balance',
    (group) => ({
      ...group,
      translations: [],
      residual: new Map(
        [['2026-01', group.eliminations[0]?.debit.figure ?? group.attributions[0]?.share]].flatMap(([id, figure]) =>
          typeof id === 'string' && typeof figure === 'object' ? [[id, figure] as const] : [],
        ),
      ),
    }),
  ],
  [
    'an owner’s part of the result',
    'net income of a',
    (group) => ({
      ...group,
      attributions: group.attributions.map((one) => ({ ...one, netOwner: offAt(one.netOwner) })),
    }),
  ],
  [
    'a part of others in equity',
    'equity of a',
    (group) => ({
      ...group,
      attributions: group.attributions.map((one) => ({ ...one, equityOthers: offAt(one.equityOthers) })),
    }),
  ],
  [
    'a translation that net assets contradict',
    'translation of c',
    (group) => ({
      ...group,
      translations: group.translations.map((one) => ({
        ...one,
        roundings: 0,
        proof: new Map([...one.proof].map(([id, figure]) => [id, off(off(off(off(figure))))])),
      })),
    }),
  ],
];

describe('a consolidation that does not hold', () => {
  test('has no problem while it holds; each thing that is off by a cent is one', async () => {
    const { group } = await proven();
    expect(consolidationProblems(group)).toEqual([]);
    for (const [what, words, breaks] of BROKEN) {
      expect([what, ...consolidationProblems(breaks(group))].join('\n')).toContain(words);
    }
  });

  test('keeps every report back that shows the group, and no other', async () => {
    const { group, book, facts } = await proven();
    const line = group.income.parts[0];
    const cell = line?.kind === 'section' ? line.section.total.cells.get('to-date') : undefined;
    if (!cell) throw new Error('no cell');
    const shows = reportOf(book.all());
    const [, , breaks] = BROKEN[0] ?? [];
    const broken = breaks?.(group);
    await expect(gate([shows], facts, group)).resolves.toBeUndefined();
    await expect(gate([shows], facts, broken)).rejects.toMatchObject({ code: 'statements-differ', exit: 1 });
    await expect(gate([shows], facts, broken)).rejects.toThrow(/nothing was sent.*Income:Web/);
    await expect(gate([reportOf([])], facts, broken)).resolves.toBeUndefined();
  });
});

function reportOf(figures: readonly Figure[]): Report {
  return {
    type: 'accounting',
    title: 'Accounting report',
    portfolio: 'Test',
    audience: 'the owner',
    period: { from: '2026-01-01', to: '2026-01-31' },
    asOf: '2026-01-31',
    timeZone: 'UTC',
    currency: 'USD',
    snapshot: 's',
    answer: [],
    subject: [],
    blocks: [],
    figures: Object.fromEntries(figures.map((figure) => [figure.id, figure])),
  };
}
