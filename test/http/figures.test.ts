import { beforeAll, describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/decimal.ts';
import { explanation, figures, type Explanation, type Figures } from '../../src/http/contract/index.ts';
import { BEN, house, type House } from './_house.ts';

let shared: House;
beforeAll(async () => {
  let close = async (): Promise<void> => undefined;
  shared = await house({ closing: (closing) => (close = closing) });
  return () => close();
});

const codeOf = async (path: string): Promise<unknown[]> => {
  const answer = await shared.ask('GET', path, { as: BEN });
  return [answer.status, ((await answer.json()) as { code?: string }).code];
};
const listed = async (query: string): Promise<Figures> => {
  const answer = await shared.ask('GET', `/api/figures${query}`, { as: BEN });
  expect(answer.status).toBe(200);
  return figures.parse(await answer.json());
};
const explained = async (id: string, query = ''): Promise<Explanation> => {
  const answer = await shared.ask('GET', `/api/figures/${encodeURIComponent(id)}${query}`, { as: BEN });
  expect(answer.status).toBe(200);
  const text = await answer.text();
  expect(text).not.toContain(shared.folder);
  return explanation.parse(JSON.parse(text));
};
/** The rows of a receipt of rows. */
const rowsIn = ({ receipt }: Explanation) => {
  if (receipt.kind !== 'rows') throw new Error(`a receipt of ${receipt.kind}`);
  return receipt;
};
const inputsIn = ({ receipt }: Explanation) => {
  if (receipt.kind !== 'formula') throw new Error(`a receipt of ${receipt.kind}`);
  return receipt;
};

describe('the list of figures', () => {
  it('finds them by words of the id and the label, whatever their case and order', async () => {
    const { of, figures: found } = await listed('?q=CHECKING%20cash');
    expect(of).toBe(1);
    expect(found).toEqual([
      {
        id: 'jada.cash.assets.checking',
        label: 'JADA Charter Assets:Checking',
        text: '$3,625.00',
        value: '3625.00',
        unit: { kind: 'money', currency: 'USD' },
        asOf: '2026-04-30',
        kind: 'rows',
      },
    ]);
    expect(await listed('?q=no-such-word')).toMatchObject({ of: 0, figures: [] });
  });

  it('says why a figure is not known, and never zero', async () => {
    const { figures: found } = await listed('?q=group.runway.months');
    expect(found.find(({ id }) => id === 'group.runway.months')).toMatchObject({
      value: null,
      text: 'not known',
      unknown: 'no burn: operations bring in at least what they cost',
    });
  });

  it('holds those of every report: figures that are only made when a report is composed, too', async () => {
    const { figures: found } = await listed('?q=group.shortfalls');
    expect(found.length).toBeGreaterThan(0);
  });

  it('is told page by page, each figure once', async () => {
    const all = await listed('?limit=200');
    const ids: string[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const page = await listed(`?limit=90${cursor === '' ? '' : `&cursor=${cursor}`}`);
      expect(page.of).toBe(all.of);
      ids.push(...page.figures.map(({ id }) => id));
      cursor = page.cursor;
    }
    expect(ids).toHaveLength(all.of);
    expect(new Set(ids).size).toBe(all.of);
    expect(ids.slice(0, 200)).toEqual(all.figures.map(({ id }) => id));
  });

  it('begins with the whole group’s totals, and ends with what is not known, counted', async () => {
    const { figures: found, unknown } = await listed('?q=cash&limit=200');
    const ids = found.map(({ id }) => id);
    expect(ids[0]).toBe('group.cash');
    expect(ids.indexOf('jada.cash')).toBeLessThan(ids.indexOf('jada.cash.assets.checking'));
    const isUnknown = found.map(({ value }) => value === null);
    expect(isUnknown).toEqual(isUnknown.toSorted((a, b) => Number(a) - Number(b)));
    const every = await listed('?limit=1');
    const missing = await listed('?known=no&limit=200');
    expect(missing).toMatchObject({ of: every.unknown, unknown: every.unknown });
    expect(missing.figures.every(({ value }) => value === null)).toBe(true);
    expect(await listed('?known=yes&limit=1')).toMatchObject({ of: every.of - every.unknown, unknown: 0 });
    expect(unknown).toBe(isUnknown.filter(Boolean).length);
  });

  it('is of one business where it is asked for one', async () => {
    const { figures: found } = await listed('?entity=jada&q=cash');
    expect(found.map(({ id }) => id)).toContain('jada.cash');
    expect(found.every(({ id }) => id.split('.').includes('jada'))).toBe(true);
    expect(await codeOf('/api/figures?entity=jade')).toEqual([404, 'no-such-entity']);
  });

  it('refuses a cursor that is none, and more than a page holds', async () => {
    expect(await codeOf('/api/figures?cursor=a')).toEqual([400, 'bad-cursor']);
    expect(await codeOf('/api/figures?cursor=%2e%2e%2f')).toEqual([400, 'bad-request']);
    expect(await codeOf('/api/figures?limit=201')).toEqual([400, 'bad-request']);
  });
});

describe('a figure with its receipt', () => {
  it('is followed from the group’s cash to the rows of the bank’s export', async () => {
    const group = await explained('group.cash');
    expect(group).toMatchObject({ figure: { text: '$3,625.00', kind: 'formula' }, holds: true });
    const [jada] = inputsIn(group).inputs;
    expect(jada).toMatchObject({ figure: { id: 'jada.cash', value: '3625.00' }, holds: true });
    const [account] = inputsIn(await explained('jada.cash')).inputs;
    const { rows, rowCount, measure, sign, query } = rowsIn(await explained(account?.figure.id ?? ''));
    expect([rowCount, measure, sign]).toEqual([10, 'amount', 1]);
    expect(query).toContain('SELECT');
    expect(rows[0]).toMatchObject({
      file: 'bank.csv',
      line: 2,
      date: '2026-01-05',
      payee: 'Charter Smith',
      amount: '1500.00',
    });
    // The declared opening and nine rows of the bank's.
    const cents = rows.reduce((sum, { amount }) => sum + BigInt(amount.replace('.', '')), 0n);
    expect(cents).toBe(362_500n);
    expect(rows.find(({ file }) => file === 'portfolio.yaml')).toMatchObject({ amount: '1000.00' });
  });

  it('shows the first rows of many, in the order of files and lines, and how many there are', async () => {
    const { rows, rowCount } = rowsIn(await explained('jada.cash.assets.checking', '?rows=3'));
    expect(rows.map(({ file, line }) => `${file}:${line}`)).toEqual(['bank.csv:2', 'bank.csv:3', 'bank.csv:4']);
    expect(rowCount).toBe(10);
  });

  it('tells the rule of a figure of the method', async () => {
    expect(await explained('method.papers.days')).toMatchObject({
      figure: { kind: 'method', text: '45 days' },
      receipt: { kind: 'method' },
      holds: true,
    });
  });

  it('takes ids with dots, colons, slashes, per cent and blanks', async () => {
    const id = 'test.a/b:c?d#e%2Fé f';
    await shared.bridge.facts.withFigures(async ({ book }) =>
      book.constant(id, 'Odd <b>name</b>\u202e', { kind: 'count', of: 'thing' }, decimal(3), 'as declared'),
    );
    expect((await explained(id)).figure).toMatchObject({ id, label: 'Odd <b>name</b>\\u202e', text: '3 things' });
  });

  it('does not hold when its rows come to something else, nor does what was made of it', async () => {
    await shared.bridge.facts.withFigures(async ({ book }) => {
      const { receipt, unit } = book.get('jada.cash.assets.checking');
      if (receipt.kind !== 'rows') throw new Error('rows expected');
      const wrong = book.rows('test.wrong', 'One cent too much', unit, 362_501n, receipt);
      const right = book.get('jada.cash');
      book.formula('test.sum', 'Sum', unit, 'sum', [wrong, right], { text: 'wrong + right' });
      book.formula('test.above', 'Above', unit, 'sum', [book.get('test.sum')], { text: 'sum' });
    });
    expect((await explained('test.wrong')).holds).toBe(false);
    const sum = await explained('test.sum');
    expect(sum.holds).toBe(false);
    expect(inputsIn(sum).inputs.map(({ figure, holds }) => [figure.id, holds])).toEqual([
      ['test.wrong', false],
      ['jada.cash', true],
    ]);
    // One level at a time: what lies further down is told where it is looked at.
    expect((await explained('test.above')).holds).toBe(true);
  });

  it('shows the first of very many inputs, and computes it from all of them', async () => {
    await shared.bridge.facts.withFigures(async ({ book }) => {
      const parts = Array.from({ length: 3000 }, (_, at) =>
        book.constant(`test.part.${at}`, `Part ${at}`, { kind: 'count', of: 'part' }, decimal(at), 'a part'),
      );
      book.formula('test.many', 'All parts', { kind: 'count', of: 'part' }, 'sum', parts, { text: 'sum of the parts' });
    });
    const many = await explained('test.many');
    expect(many).toMatchObject({ figure: { value: '4498500' }, holds: true });
    expect([inputsIn(many).inputs.length, inputsIn(many).inputCount]).toEqual([200, 3000]);
  });

  it('names what is near an id that there is not', async () => {
    const answer = await shared.ask('GET', '/api/figures/group.cahs', { as: BEN });
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({
      code: 'no-such-figure',
      detail: expect.stringContaining('group.cash'),
    });
    expect(await codeOf('/api/figures/a%0ab')).toEqual([400, 'bad-request']);
    expect(await codeOf('/api/figures/group.cash?rows=100000')).toEqual([400, 'bad-request']);
  });
});
