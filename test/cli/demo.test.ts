import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectGolden } from '../golden.ts';
import { copyOf, quarterdeck } from './_quarterdeck.ts';

const EXAMPLES = [
  {
    name: 'san-diego',
    recipients: ['sergio@example.com', 'ruth.books@example.com'],
    bcc: 'audit@example.com',
    zone: '-0[78]00',
  },
  {
    name: 'bakery-group',
    recipients: ['marlene@example.com', 'jules@example.com'],
    bcc: 'revision@example.com',
    zone: '\\+0[12]00',
  },
];

describe.each(EXAMPLES)(
  '$name: a folder of exports becomes the CFO report in the outbox',
  ({ name, recipients, bcc, zone }) => {
    let folder: string;
    const outbox = (): string[] => readdirSync(join(folder, 'outbox'));
    beforeAll(() => {
      folder = copyOf(name);
    });

    it('collects every source and nothing twice', async () => {
      const first = JSON.parse((await quarterdeck(['-C', folder, 'collect', '--json'])).out);
      expect(first).toMatchObject({ reused: 0, problems: [] });
      const again = JSON.parse((await quarterdeck(['-C', folder, 'collect', '--json'])).out);
      expect(again).toMatchObject({ snapshot: first.snapshot, read: 0, reused: first.sources.length });
    });

    it('sends one message to each recipient, names the files, and leaves nothing else in the outbox', async () => {
      const ran = await quarterdeck(['-C', folder, 'send', 'all', '--json']);
      expect(ran).toMatchObject({ exit: 0, err: '' });
      const { sent, deliveries } = JSON.parse(ran.out);
      expect(sent).toBe(recipients.length);
      expect(outbox().toSorted()).toEqual(deliveries.map(({ id }: { id: string }) => `${id}.eml`).toSorted());
      const messages = await Promise.all(
        outbox().map((file) => PostalMime.parse(readFileSync(join(folder, 'outbox', file)))),
      );
      expect(messages.map((message) => message.to?.[0]?.address).toSorted()).toEqual(recipients.toSorted());
      for (const message of messages) {
        expect(message.bcc?.map(({ address }) => address)).toEqual([bcc]);
        expect(message.html).toContain('<table');
        expect(message.text).toContain('At a glance');
        expect(Buffer.byteLength(message.html ?? '')).toBeLessThan(90_000);
        const header = (key: string): string | undefined => message.headers.find((one) => one.key === key)?.value;
        expect(header('date')).toMatch(new RegExp(`${zone}$`));
        expect(header('list-id')).toMatch(/^<[a-z]+\.quarterdeck\.example\.com>$/);
        expect(header('message-id')).toMatch(/^<[0-9a-f]{32}@example\.com>$/);
      }
    });

    it('says the same in text, to the letter', async () => {
      const { out } = await quarterdeck(['-C', folder, 'report', 'cfo', '--format', 'text']);
      expectGolden(`examples/${name}/cfo.txt`, out);
    });

    it('gives every figure the same value, and a receipt that adds up', async () => {
      const { out } = await quarterdeck(['-C', folder, 'report', 'cfo', '--json']);
      const figures = Object.entries<{ value: string | null; text: string }>(JSON.parse(out).figures);
      expectGolden(
        `examples/${name}/figures.txt`,
        `${figures.map(([id, { value, text }]) => `${id}  ${value ?? 'not known'}  ${text}`).join('\n')}\n`,
      );
      const doctor = await quarterdeck(['-C', folder, 'doctor', '--json']);
      const checks: { what: string; state: string; says: string }[] = JSON.parse(doctor.out).checks;
      expect(checks.find(({ what }) => what === 'receipts')).toMatchObject({
        state: 'ok',
        says: expect.stringMatching(/^\d+ figures .* all agree$/),
      });
      expect(checks.filter(({ state }) => state === 'failure')).toEqual([]);
    });
  },
);

describe('a receipt', () => {
  let folder: string;
  beforeAll(() => {
    folder = copyOf('san-diego');
  });

  it('leads to the lines of the owner’s own files, with their hash', async () => {
    const ran = await quarterdeck(['-C', folder, 'explain', 'group.burn.high', '--json']);
    expect(ran).toMatchObject({ exit: 0, err: '' });
    interface Node {
      readonly id: string;
      readonly holds: boolean;
      readonly receipt: {
        readonly inputs?: Node[];
        readonly rows?: { file: string; line: number; hash: string; amount: string }[];
      };
    }
    const leaves = (node: Node): Node[] => [
      ...(node.receipt.rows ? [node] : []),
      ...(node.receipt.inputs ?? []).flatMap(leaves),
    ];
    const rows = leaves(JSON.parse(ran.out)).flatMap((leaf) => leaf.receipt.rows ?? []);
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

  it('of a figure that does not exist names those near it', async () => {
    const ran = await quarterdeck(['-C', folder, 'explain', 'group.runway.month']);
    expect(ran).toMatchObject({ exit: 2, out: '' });
    expect(ran.err).toContain('group.runway.months');
  });
});

describe('what changes when the inputs change', () => {
  it('reads only the changed file again, counts a row that no rule matches, and names one that cannot be read', async () => {
    const folder = copyOf('san-diego');
    const before = JSON.parse((await quarterdeck(['-C', folder, 'collect', '--json'])).out);
    const file = join(folder, 'finance/jada/stripe-balance-history.csv');
    appendFileSync(
      file,
      'txn_1,charge,ch_1,,0.00,,,usd,2026-04-29 10:00,2026-04-30 00:00,A charter without an amount,,,,,\n',
    );
    const ran = await quarterdeck(['-C', folder, 'collect', '--json']);
    const after = JSON.parse(ran.out);
    expect(ran.exit).toBe(1);
    expect(after.reused).toBe(before.sources.length - 1);
    expect(after.problems).toMatchObject([
      { file: 'finance/jada/stripe-balance-history.csv', severity: 'error', line: expect.any(Number) },
    ]);
  });

  it('exits with 4 when a finding is as severe as --fail-on', async () => {
    const folder = copyOf('san-diego');
    expect((await quarterdeck(['-C', folder, 'report', 'cfo', '--fail-on', 'critical'])).exit).toBe(4);
    const healthy = copyOf('bakery-group');
    expect((await quarterdeck(['-C', healthy, 'report', 'cfo', '--fail-on', 'high'])).exit).toBe(0);
    expect((await quarterdeck(['-C', healthy, 'report', 'cfo', '--fail-on', 'info'])).exit).toBe(4);
  });

  it('sends nothing without a sender, and everything to the environment’s recipients when the portfolio has none', async () => {
    const folder = copyOf('bakery-group');
    const path = join(folder, 'portfolio.yaml');
    const bare = readFileSync(path, 'utf8')
      .replace(/^recipients:\n(?: .*\n)+/m, '')
      .replace(/^lists:\n(?: .*\n)+/m, '')
      .replace(/^senders:\n(?: .*\n)+/m, '');
    writeFileSync(path, bare);
    const none = await quarterdeck(['-C', folder, 'send', 'cfo']);
    expect(none).toMatchObject({ exit: 2, out: '' });
    expect(none.err).toContain('SES_FROM_ADDRESS');
    const env = {
      SES_FROM_ADDRESS: 'reports@example.com',
      REPORT_RECIPIENT: 'one@example.com,two@example.com',
      BCC_ADDRESS: 'third@example.com',
    };
    const ran = await quarterdeck(['-C', folder, 'send', 'cfo', '--json'], { env });
    expect(ran.exit).toBe(0);
    expect(JSON.parse(ran.out).deliveries.map(({ recipients }: { recipients: string[] }) => recipients)).toEqual([
      ['one@example.com', 'revision@example.com', 'third@example.com'],
      ['two@example.com', 'revision@example.com', 'third@example.com'],
    ]);
  });

  it('speaks for the day that --as-of names', async () => {
    const folder = copyOf('san-diego');
    const report = JSON.parse(
      (await quarterdeck(['-C', folder, 'report', 'cfo', '--json', '--as-of', '2026-01-31'])).out,
    );
    expect(report.asOf).toBe('2026-01-31');
    expect(Object.keys(report.figures).filter((id) => /\.revenue\.2026-0[2-4]$/.test(id))).toEqual([]);
  });
});
