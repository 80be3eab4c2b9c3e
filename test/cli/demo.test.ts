import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoOf, folderOf } from './_demo.ts';
import { copyOf, quarterdeck, temporary } from './_quarterdeck.ts';

demoOf({
  name: 'san-diego',
  // The owner gets every report; the bookkeeper those of the money and the books.
  reports: {
    'sergio@example.com': ['ceo', 'cfo', 'accounting', 'rental', 'yacht-delivery', 'client-billing'],
    'ruth.books@example.com': ['cfo', 'accounting'],
  },
  bcc: 'audit@example.com',
  zone: /-0[78]00$/,
  severe: 'critical',
  exit: 4,
});

it('reads every source, and nothing twice', async () => {
  const folder = copyOf('bakery-group', 'unread');
  const first = JSON.parse((await quarterdeck(['-C', folder, 'collect', '--json'])).out);
  expect(first).toMatchObject({ reused: 0, problems: [] });
  const again = JSON.parse((await quarterdeck(['-C', folder, 'collect', '--json'])).out);
  expect(again).toMatchObject({ snapshot: first.snapshot, read: 0, reused: first.sources.length });
});

describe('a receipt', () => {
  const folder = folderOf('san-diego');

  it('leads to the lines of the owner’s own files, with their hash', async () => {
    const ran = await quarterdeck(['-C', folder, 'explain', 'group.burn.high', '--json']);
    expect(ran).toMatchObject({ exit: 0, err: '' });
    interface Node {
      readonly receipt: {
        readonly inputs?: Node[];
        readonly rows?: { file: string; line: number; hash: string; amount: string }[];
      };
    }
    const rowsOf = ({ receipt }: Node): NonNullable<Node['receipt']['rows']> => [
      ...(receipt.rows ?? []),
      ...(receipt.inputs ?? []).flatMap(rowsOf),
    ];
    const rows = rowsOf(JSON.parse(ran.out));
    expect(rows.length).toBeGreaterThan(50);
    for (const { file, line, hash, amount } of rows) {
      const bytes = readFileSync(join(folder, file));
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash);
      const text = bytes
        .toString('latin1')
        .split('\n')
        .slice(line - 1, line + 1)
        .join(' ');
      expect(text.replaceAll(/[,$"]/g, ''), `${file}:${line}`).toContain(amount.replace('-', ''));
    }
  });

  it('is shown as a tree', async () => {
    const { out, exit } = await quarterdeck(['-C', folder, 'explain', 'group.runway.months', '--limit', '1']);
    expect(exit).toBe(0);
    expect(out).toMatch(/^group\.runway\.months {2}4\.\d months/);
    expect(out).toMatch(/finance\/\S+:\d+ {2}20\d\d-\d\d-\d\d/);
    expect(out).toMatch(/^[0-9a-f]{64} {2}finance\//m);
  });
});

describe('what changes when the inputs change', () => {
  it('speaks for the day that --as-of names', async () => {
    const { out } = await quarterdeck([
      '-C',
      folderOf('san-diego'),
      'report',
      'cfo',
      '--json',
      '--as-of',
      '2026-01-31',
    ]);
    const report = JSON.parse(out);
    expect(report.asOf).toBe('2026-01-31');
    expect(Object.keys(report.figures).filter((id) => /\.revenue\.2026-0[2-4]$/.test(id))).toEqual([]);
  });

  it('reads only the changed file again, and names a row that it cannot read', async () => {
    const folder = folderOf('san-diego');
    const file = 'finance/jada/stripe-balance-history.csv';
    appendFileSync(
      join(folder, file),
      'txn_1,charge,ch_1,,0.00,,,usd,2026-04-29 10:00,2026-04-30 00:00,A charter without an amount,,,,,\n',
    );
    const ran = await quarterdeck(['-C', folder, 'collect', '--json']);
    expect(ran.exit).toBe(1);
    expect(JSON.parse(ran.out)).toMatchObject({
      read: 1,
      problems: [{ file, severity: 'error', line: expect.any(Number) }],
    });
  });
});

describe('the doctor', () => {
  it('recomputes every figure; CI has it look at the examples, too', async () => {
    const env = { SES_FROM_ADDRESS: 'reports@example.com', REPORT_RECIPIENT: 'one@example.com' };
    const { out, exit } = await quarterdeck(['-C', small(), 'doctor', '--json'], { env });
    expect(exit).toBe(0);
    const checks: { what: string; state: string; says: string }[] = JSON.parse(out).checks;
    expect(checks.find(({ what }) => what === 'receipts')).toMatchObject({
      state: 'ok',
      says: expect.stringMatching(/^\d+ figures .* all agree$/),
    });
  });
});

/** A portfolio of one business that names neither sender nor recipients. */
function small(): string {
  const folder = temporary();
  const entity = 'id: shop, name: Shop, kind: other, sources: [{ file: bank.csv, account: Assets:Bank }]';
  const portfolio = [
    'name: Shop',
    'base_currency: USD',
    'time_zone: UTC',
    'as_of: 2026-01-31',
    'bcc: [audit@example.com]',
    `entities: [{ ${entity} }]`,
  ];
  writeFileSync(join(folder, 'portfolio.yaml'), `${portfolio.join('\n')}\n`);
  writeFileSync(join(folder, 'bank.csv'), 'Date,Description,Amount,Balance\n2026-01-05,Sale,150.00,1150.00\n');
  return folder;
}

describe('a portfolio without mail settings', () => {
  const folder = small();

  it('sends nothing without a sender, and says how to name one', async () => {
    const none = await quarterdeck(['-C', folder, 'send', 'cfo']);
    expect(none).toMatchObject({ exit: 2, out: '' });
    expect(none.err).toContain('SES_FROM_ADDRESS');
  });

  it('takes sender, recipients and a further blind copy from the environment', async () => {
    const env = {
      SES_FROM_ADDRESS: 'reports@example.com',
      REPORT_RECIPIENT: 'one@example.com,two@example.com',
      BCC_ADDRESS: 'third@example.com',
    };
    const ran = await quarterdeck(['-C', folder, 'send', 'cfo', '--json'], { env });
    expect(ran.exit).toBe(0);
    expect(JSON.parse(ran.out).deliveries.map(({ recipients }: { recipients: string[] }) => recipients)).toEqual([
      ['one@example.com', 'audit@example.com', 'third@example.com'],
      ['two@example.com', 'audit@example.com', 'third@example.com'],
    ]);
  });
});
