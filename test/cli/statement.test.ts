import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { quarterdeck, temporary } from './_quarterdeck.ts';

const folder = temporary();
writeFileSync(
  join(folder, 'books.journal'),
  '2025-12-31 Sale\n  assets:bank  $5.00\n  income:sales\n\n2026-01-01 Sale\n  assets:bank  $7.00\n  income:sales\n',
);

function statement(...words: string[]): ReturnType<typeof quarterdeck> {
  return quarterdeck(['statement', ...words], { cwd: folder });
}

describe('quarterdeck statement', () => {
  it('prints 80 columns to a pipe, without colour, and nothing to stderr', async () => {
    const ran = await statement('is', '-f', 'books.journal', '--yearly');
    expect(ran).toMatchObject({ exit: 0, err: '' });
    expect(ran.out).toMatch(
      /^Income statement\nbooks\.journal · 1 Jan 2025 – 31 Dec 2026 · at cost · 2 transactions\n/,
    );
    expect(ran.out).toContain('Net income      $5.00  $7.00  $12.00\n');
  });

  it('takes days, months, quarters and years for --from and --to, both included', async () => {
    const json = async (...words: string[]): Promise<unknown> => {
      const { out } = await statement('income', '--file', 'books.journal', '--json', ...words);
      const { columns } = JSON.parse(out) as { columns: { from: string; to: string }[] };
      return columns.map(({ from, to }) => `${from} ${to}`);
    };
    expect(await json('--from', '2025-12-31', '--to', '2025-12-31')).toEqual(['2025-12-31 2025-12-31']);
    expect(await json('--from', '2025-Q4', '--to', '2026')).toEqual(['2025-10-01 2026-12-31']);
    expect(await json('--to', '2026-02', '--quarterly')).toEqual(['2025-10-01 2025-12-31', '2026-01-01 2026-02-28']);
  });

  it('names every mistake of its options at once', async () => {
    const ran = await statement('tax', '--depth', '0', '--from', '2026-13', '--monthly', '--yearly', '--json', '--csv');
    expect(ran).toMatchObject({ exit: 2, out: '' });
    for (const says of ['not "tax"', '--depth: "0"', '--from: "2026-13"', '--monthly and --yearly', '--json and --csv'])
      expect(ran.err).toContain(says);
    expect((await statement('bs', '--value', 'cost', '--currency', 'EUR')).err).toContain('leave out --value');
    expect((await statement('bs', '--fiscal-year-start', '04-31')).err).toContain('to the 28th');
  });

  it('reads LEDGER_FILE, and -C as the folder that files are relative to', async () => {
    const env = { LEDGER_FILE: join(folder, 'books.journal') };
    const { out } = await quarterdeck(['statement', 'cf', '--csv'], { env });
    expect(out).toContain('change,Net change in cash,$,12.00,0\r\n');
    expect((await quarterdeck(['statement', 'bs', '-C', folder, '-f', 'books.journal'])).exit).toBe(0);
  });
});
