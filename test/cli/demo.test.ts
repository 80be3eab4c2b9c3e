import { createHash } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime, { type Email } from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { expectGolden } from '../golden.ts';
import { copyOf, quarterdeck, temporary } from './_quarterdeck.ts';

const EXAMPLES = [
  {
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
  },
  {
    name: 'bakery-group',
    // Nobody delivers yachts here.
    reports: {
      'jules@example.com': ['ceo', 'cfo', 'accounting', 'rental', 'client-billing'],
      'marlene@example.com': ['ceo', 'cfo', 'accounting', 'rental', 'client-billing'],
    },
    bcc: 'revision@example.com',
    zone: /\+0[12]00$/,
    severe: 'high',
    exit: 0,
  },
];

// The tests of one example share its folder, so that most of them run on facts that are stored already, as an owner's do.
const folders = new Map<string, string>();
const folderOf = (name: string): string => {
  const folder = folders.get(name) ?? copyOf(name);
  folders.set(name, folder);
  return folder;
};

const reportOf = (message: Email): string => header(message, 'x-quarterdeck-report') ?? 'none';

/** The plain text, but for the snapshot's id: that changes with our own version, not with what is said. */
const words = ({ text = '' }: Email): string =>
  `${text
    .replaceAll('\r\n', '\n')
    .replace(/^Snapshot [0-9a-f]+$/m, 'Snapshot …')
    .trimEnd()}\n`;

const header = (message: Email, key: string): string | undefined =>
  message.headers.find((one) => one.key === key)?.value;

describe.each(EXAMPLES)(
  '$name: a folder of exports becomes reports in the outbox',
  ({ name, reports, bcc, zone, severe, exit }) => {
    const folder = folderOf(name);

    it('sends one message to each recipient, names the files, and says the same to the letter', async () => {
      const ran = await quarterdeck(['-C', folder, 'send', 'all', '--json']);
      expect(ran).toMatchObject({ exit: 0, err: '' });
      const { sent, deliveries } = JSON.parse(ran.out);
      const outbox = readdirSync(join(folder, 'outbox'));
      expect(outbox.toSorted()).toEqual(deliveries.map(({ id }: { id: string }) => `${id}.eml`).toSorted());
      const messages = await Promise.all(
        outbox.map((file) => PostalMime.parse(readFileSync(join(folder, 'outbox', file)))),
      );
      const reached = messages.map((message) => `${reportOf(message)} ${message.to?.[0]?.address ?? 'nobody'}`);
      const meant = Object.entries(reports).flatMap(([reader, types]) => types.map((report) => `${report} ${reader}`));
      expect(sent).toBe(meant.length);
      expect(reached.toSorted()).toEqual(meant.toSorted());
      for (const message of messages) {
        expect(message.bcc?.map(({ address }) => address)).toEqual([bcc]);
        expect(message.html).toContain('<table');
        expect(Buffer.byteLength(message.html ?? '')).toBeLessThan(90_000);
        expect(header(message, 'date')).toMatch(zone);
        expect(header(message, 'list-id')).toMatch(/^<[a-z]+\.quarterdeck\.example\.com>$/);
        expect(header(message, 'message-id')).toMatch(/^<[0-9a-f]{32}@example\.com>$/);
        expectGolden(`examples/${name}/${reportOf(message)}.txt`, words(message));
      }
    });

    it('gives every figure the same value, and exits with 4 when a finding is as severe as --fail-on', async () => {
      const ran = await quarterdeck(['-C', folder, 'report', 'cfo', '--json', '--fail-on', severe]);
      expect(ran.exit).toBe(exit);
      const figures = Object.entries<{ value: string | null; text: string }>(JSON.parse(ran.out).figures);
      expectGolden(
        `examples/${name}/figures.txt`,
        figures.map(([id, { value, text }]) => `${id}  ${value ?? 'not known'}  ${text}\n`).join(''),
      );
    });
  },
);

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
