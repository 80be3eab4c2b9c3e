import { parseDecimal, type Decimal } from '../../src/core/decimal.ts';
import { addDays, addMonths } from '../../src/core/date.ts';
import { Book } from '../../src/model/book.ts';
import type { Figure, Unit } from '../../src/model/figure.ts';
import type { Finding, Severity } from '../../src/model/finding.ts';
import type { Block, CellValue, Report, TableRow } from '../../src/model/report.ts';
import { onDate, quote, say, term } from '../../src/model/sentence.ts';

/* A small made-up CFO report with every kind of block, severity, cell and unit. Its numbers hang together. */

const AS_OF = '2026-04-30';
const USD: Unit = { kind: 'money', currency: 'USD' };
const CHARTERS: Unit = { kind: 'count', of: 'charter' };

function exact(text: string): Decimal {
  const value = parseDecimal(text);
  if (!value) throw new Error(`not a decimal: ${text}`);
  return value;
}

const cell = {
  figure: (figure: Figure): CellValue => ({ kind: 'figure', id: figure.id }),
  label: (text: string): CellValue => ({ kind: 'label', text }),
  date: (date: string): CellValue => ({ kind: 'date', date }),
  month: (month: string): CellValue => ({ kind: 'month', month }),
  unknown: (why: string): CellValue => ({ kind: 'unknown', why }),
};

/** Declares figures of the portfolio, for tests that do not care where a figure comes from. */
export function declare(book: Book): (id: string, label: string, unit: Unit, value: string) => Figure {
  const at = { file: 'portfolio.yaml', line: 12, column: 5 };
  return (id, label, unit, value) => book.assumed(id, label, unit, exact(value), at, label);
}

const OUTFLOWS = ['6980', '7410', '8120', '7655', '9240', '8815', '7990', '8430', '7205', '8790', '8105', '7960'];

function finding(
  severity: Severity,
  id: string,
  rest: Pick<Finding, 'title' | 'claim' | 'why' | 'fix' | 'evidence' | 'stake' | 'owner' | 'life'>,
): Finding {
  const constant = {
    check: 'fin-00',
    entity: 'jada',
    entityName: 'JADA',
    subject: id,
    effort: 'days',
    standard: 'Runway convention; ASC 606',
  } as const;
  return { ...constant, id, severity, ...rest };
}

function makeFigures(book: Book) {
  const known = declare(book);
  const cash = known('group.cash.unrestricted', 'Unrestricted cash', USD, '43120.55');
  const deposits = known('group.deposits', 'Customer deposits', USD, '6400.00');
  const low = known('group.burn.low', 'Monthly burn, low', USD, '7205.10');
  const high = known('group.burn.high', 'Monthly burn, high', USD, '8790.45');
  const runway = book.formula('group.runway.months', 'Runway', { kind: 'months' }, 'quotient', [cash, high], {
    text: 'unrestricted cash ÷ monthly burn, high',
  });
  const floor = known('group.cash.floor', 'Cash floor', USD, '30000');
  const fixed = known('jada.fixed-costs', 'Fixed costs a month', USD, '5400.00');
  const price = known('jada.charter.price', 'Price of a charter', USD, '1450.00');
  const variable = known('jada.charter.variable', 'Variable costs of a charter', USD, '512.40');
  const margin = book.formula('jada.charter.margin', 'Margin of a charter', USD, 'difference', [price, variable], {
    text: 'price − variable costs',
  });
  const breakEven = book.formula('jada.charter.break-even', 'Break-even', CHARTERS, 'ceiling', [fixed, margin], {
    text: 'fixed costs ÷ margin of a charter, rounded up',
    digits: 0,
  });
  const sold = known('jada.charter.sold', 'Charters a month', CHARTERS, '4');
  const share = known('group.concentration', 'Share of the largest customer', { kind: 'percent' }, '46.2');
  const receivables = book.unknown(
    'group.receivables',
    'Receivables over 60 days',
    USD,
    'no invoices export was given',
  );
  const rate = known('rate.eur.usd', 'EUR in USD', { kind: 'rate', from: 'EUR', to: 'USD' }, '1.0832');
  const budget = known('group.plan.budget', 'Budget of the plan', USD, '4500');
  return {
    cash,
    deposits,
    low,
    high,
    runway,
    floor,
    fixed,
    price,
    variable,
    margin,
    breakEven,
    sold,
    share,
    receivables,
    rate,
    budget,
  };
}

type Sample = ReturnType<typeof makeFigures>;

function makeFindings(f: Sample): readonly Finding[] {
  return [
    finding('critical', '3f9a1c22b7d04e18', {
      title: 'An owner’s rule is broken',
      claim: say`Customer deposits of ${f.deposits} lie on the operating account of ${quote('JADA')}.`,
      why: 'Deposits are owed back until the charter has sailed; spending them hides a shortfall.',
      fix: say`Open a deposit account and move ${f.deposits} before ${onDate('2026-05-08')}.`,
      evidence: [f.deposits.id, f.cash.id],
      stake: { low: f.deposits.id, mid: f.deposits.id, high: f.deposits.id, how: say`all of them, exactly` },
      owner: 'Sergio',
      life: { state: 'persisting', reports: 3, since: '2026-02-28' },
    }),
    finding('high', 'a1b2c3d4e5f60718', {
      title: 'Runway is under six months',
      claim: say`Cash lasts ${f.runway} at the higher burn of ${f.high} a month.`,
      why: 'Below six months a lender or buyer sets the terms.',
      fix: say`Sell two more charters a month, or cut ${quote('Harbour Fuel & Ice <Pier 4>')}.`,
      evidence: [f.runway.id, f.cash.id, f.high.id],
      stake: { low: f.low.id, mid: f.high.id, high: f.cash.id, how: say`from one month of burn to all cash` },
      owner: 'Ines <Quartermaster>',
      life: { state: 'new', reports: 1, since: AS_OF },
    }),
    finding('medium', '0c0ffee0c0ffee00', {
      title: 'One customer is too large a part',
      claim: say`One customer brings ${f.share} of revenue.`,
      why: 'If it leaves, break-even moves out of reach in the same month.',
      fix: say`Plan a second source.`,
      evidence: [f.share.id],
    }),
    finding('low', '1234567890abcdef', {
      title: 'A service is paid twice',
      claim: say`Two entities pay ${quote('Cloud Storage Co.')} for the same service.`,
      why: 'One subscription serves both.',
      fix: say`Cancel one.`,
      evidence: [],
    }),
    finding('info', 'fedcba0987654321', {
      title: 'Receivables are not known',
      claim: say`Receivables over sixty days: ${f.receivables}.`,
      why: 'Without invoices nobody can say who owes what.',
      fix: say`Export the invoices and name the file in the portfolio.`,
      evidence: [f.receivables.id],
    }),
  ];
}

function weekRows(book: Book, weeks: number): readonly TableRow[] {
  const known = declare(book);
  const rows: TableRow[] = [];
  let opening = 4312055n;
  for (let week = 0; week < weeks; week += 1) {
    const name = `group.week-${String(week + 1).padStart(2, '0')}`;
    const [income, outgo] = [BigInt(120000 + (week % 4) * 61250), BigInt(205000 + (week % 3) * 48075)];
    const closing = opening + income - outgo;
    const figures = [opening, income, -outgo, closing].map((minor, index) => {
      const part = ['opening', 'in', 'out', 'closing'][index] ?? '';
      const text = `${minor / 100n}.${String(minor < 0n ? -minor % 100n : minor % 100n).padStart(2, '0')}`;
      return known(`${name}.${part}`, `Week ${week + 1}, ${part}`, USD, text);
    });
    rows.push({ cells: [cell.date(addDays('2026-05-04', week * 7)), ...figures.map(cell.figure)] });
    opening = closing;
  }
  return rows;
}

function tables(book: Book, f: Sample, weeks: number): readonly Block[] {
  const left = (label: string) => ({ label, align: 'left' }) as const;
  const right = (label: string) => ({ label, align: 'right' }) as const;
  const pairs: readonly (readonly [string, CellValue])[] = [
    ['Fixed costs a month', cell.figure(f.fixed)],
    ['Price of a charter', cell.figure(f.price)],
    ['Variable costs of a charter: fuel, crew, provisions and the marina’s share', cell.figure(f.variable)],
    ['Margin of a charter', cell.figure(f.margin)],
    ['Sold a month', cell.figure(f.sold)],
    ['Sold a month, year before', cell.unknown('no statement before May 2025 was given')],
  ];
  return [
    {
      kind: 'table',
      id: 'break-even',
      title: 'Break-even of charters',
      columns: [left('What'), { label: 'A month', align: 'right', cents: true }],
      rows: [
        ...pairs.map(([label, value]) => ({ cells: [cell.label(label), value] })),
        { cells: [cell.label('Break-even'), cell.figure(f.breakEven)], total: true },
      ],
      note: say`Fixed costs divided by the margin of one charter, rounded up.`,
    },
    {
      kind: 'table',
      id: 'weeks',
      title: '13-week cash forecast',
      columns: [left('Week of'), right('Opening'), right('In'), right('Out'), right('Closing')],
      rows: weekRows(book, weeks),
      note: say`The ${term('13-week cash forecast')} takes recurring items and scheduled bills; the floor is ${f.floor}.`,
    },
  ];
}

function planBlock(f: Sample): Block {
  return {
    kind: 'plan',
    id: 'capital-plan',
    title: 'Capital plan',
    items: [
      {
        what: say`Ask last year’s guests for a second trip`,
        who: 'Sergio',
        by: '2026-05-15',
        group: 'Zero cost',
        detail: [],
      },
      {
        what: say`Put the price book on every page`,
        group: 'Zero cost',
        detail: [say`Three pages quote another price.`],
      },
      {
        what: say`Calendar on the booking page`,
        group: 'Low cost',
        by: '2026-06-30',
        detail: [say`Within the budget of ${f.budget}.`, say`Needs the price book first.`],
      },
      {
        what: say`Second captain for weekends`,
        who: 'Ana',
        group: 'Revenue generating',
        detail: [say`Adds up to ${f.sold} a month.`],
      },
    ],
  };
}

function closing(): readonly Block[] {
  const gap = {
    id: 'gap-invoices',
    entity: 'dangerous-centaur',
    entityName: 'DangerousCentaur',
    source: 'invoices export',
  };
  return [
    {
      kind: 'gaps',
      id: 'gaps',
      title: 'What this report could not see',
      gaps: [{ ...gap, wouldTell: 'who owes what, and for how long', suffers: ['fin-06', 'group.receivables'] }],
    },
    {
      kind: 'prose',
      id: 'method',
      title: 'Method',
      sentences: [
        say`Burn is cash out less cash in, of operations only.`,
        say`Transfers between own accounts count nowhere.`,
      ],
    },
    {
      kind: 'sources',
      id: 'sources',
      title: 'Sources',
      sources: [
        {
          file: 'bank/jada-checking.csv',
          role: 'statement',
          hash: '9f2c'.repeat(16),
          entity: 'jada',
          entityName: 'JADA',
          kind: 'csv',
          rows: 1412,
          problems: 0,
          first: '2025-05-01',
          last: AS_OF,
        },
        {
          file: 'bank/quickdump.ofx',
          role: 'statement',
          hash: '07ab'.repeat(16),
          entity: 'quickdump',
          kind: 'ofx',
          rows: 318,
          problems: 1,
          first: '2025-05-03',
          last: '2026-04-28',
        },
      ],
    },
  ];
}

function opening(book: Book, f: Sample): readonly Block[] {
  const known = declare(book);
  const months = OUTFLOWS.map((_, index) => addMonths('2025-05', index));
  const points = OUTFLOWS.map((value, index) => {
    const id = `group.outflow.${months[index] ?? ''}`;
    if (index === 4) return book.unknown(id, 'Net outflow', USD, 'the September statement is missing').id;
    return known(id, 'Net outflow', USD, value).id;
  });
  return [
    {
      kind: 'figures',
      id: 'kpis',
      title: 'Key figures',
      tiles: [
        { figure: f.low.id, to: f.high.id, basis: say`Monthly burn, last six full months`, tone: 'bad' },
        { figure: f.runway.id, basis: say`at the higher burn; ${f.cash} in the bank`, tone: 'bad' },
        { figure: f.breakEven.id, basis: say`a month; ${f.sold} sold on average`, tone: 'neutral' },
        { figure: f.receivables.id, basis: say`from the invoices of every entity` },
      ],
    },
    {
      kind: 'chart',
      id: 'burn',
      title: 'Net cash outflow by month',
      chart: {
        kind: 'bar',
        categories: months,
        series: [{ label: 'Net outflow', points }],
        reference: { label: 'Higher burn', figure: f.high.id },
      },
      note: say`Operations only; transfers, loan principal and owner draws are listed apart.`,
    },
    { kind: 'findings', id: 'first', title: 'Do these first', findings: makeFindings(f) },
  ];
}

/** The sample; with more `weeks`, a report too large for a mail. */
export function sampleReport(weeks = 13): Report {
  const book = new Book(AS_OF);
  const f = makeFigures(book);
  const blocks = [...opening(book, f), ...tables(book, f, weeks), planBlock(f), ...closing()];
  return {
    type: 'cfo',
    title: 'CFO report',
    portfolio: 'San Diego ventures',
    audience: 'Owner and board',
    period: { from: '2025-11-01', to: AS_OF },
    asOf: AS_OF,
    timeZone: 'America/Los_Angeles',
    currency: 'USD',
    snapshot: 'b5c1'.repeat(16),
    banner: [say`${quote('bank/quickdump.ofx')} ends on ${onDate('2026-04-28')}: what came after is not here.`],
    answer: say`Cash lasts ${f.runway} at a burn of ${f.low} to ${f.high} a month; break-even needs ${f.breakEven}.`,
    subject: say`CFO report, ${quote('San Diego ventures')}: runway ${f.runway}, burn up to ${f.high} a month`,
    blocks,
    figures: Object.fromEntries(book.all().map((figure) => [figure.id, figure])),
  };
}
