import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { formats } from '../../src/render/index.ts';
import { quarterdeck, temporary } from './_quarterdeck.ts';

describe('the command line', () => {
  it('--help names every command, the exit codes and -C; --version the version', async () => {
    const help = await quarterdeck(['--help']);
    expect(help).toMatchObject({ exit: 0, err: '' });
    for (const command of ['init', 'check', 'collect', 'report', 'send', 'read', 'explain', 'export', 'doctor'])
      expect(help.out).toContain(`  ${command}`);
    expect(help.out).toContain('4 findings at or above --fail-on');
    expect(help.out).toContain('-C <folder>');
    expect(await quarterdeck(['--version'])).toMatchObject({ exit: 0, out: `${manifest.version}\n` });
  });

  it.each([
    [[], 'Usage: quarterdeck'],
    [['sned'], "unknown command 'sned'"],
    [['report'], "missing required argument 'type'"],
    [['report', 'cfo', '--formt', 'json'], "unknown option '--formt'"],
    [['report', 'cfo', '--format', 'pdf'], 'Allowed choices are'],
    [['report', 'cfo', '--as-of', '2026-02-30'], '--as-of: expected a day as YYYY-MM-DD'],
    [['explain', 'x', '--limit', '0'], '--limit:'],
    [['read', 'x', '--currency', 'DOLLAR'], '--currency:'],
  ])('wrong usage is exit 2 with a line that says what is wrong: %j', async (words, says) => {
    const ran = await quarterdeck(words);
    expect(ran.exit).toBe(2);
    expect(ran.err).toContain(says);
    expect(ran.err).not.toMatch(/^\s+at /m);
  });

  it('a portfolio that is not there is exit 2, with the way out', async () => {
    const ran = await quarterdeck(['check'], { cwd: temporary() });
    expect(ran).toMatchObject({ exit: 2, out: '' });
    expect(ran.err).toContain('quarterdeck init');
  });

  it('names every mistake of a portfolio at once: file, line, column, code', async () => {
    const folder = temporary();
    writeFileSync(join(folder, 'portfolio.yaml'), 'name: X\nbase_curency: USD\ntime_zone: Mars\nentities: []\n');
    const ran = await quarterdeck(['report', 'cfo', '-C', folder]);
    expect(ran.exit).toBe(2);
    expect(ran.err).toMatch(/^portfolio\.yaml:2:1 {2}unknown-key .*base_currency/m);
    expect(ran.err).toMatch(/^portfolio\.yaml:3:12 {2}bad-time-zone /m);
    const json = await quarterdeck(['check', '--json', '-C', folder]);
    expect(json.exit).toBe(2);
    expect(JSON.parse(json.out)).toMatchObject({
      configured: false,
      problems: expect.arrayContaining([expect.objectContaining({ line: 2, column: 1, code: 'unknown-key' })]),
    });
  });

  it('offers the renderers’ formats, each of them', async () => {
    const { out } = await quarterdeck(['report', '--help']);
    for (const { name } of formats) expect(out).toContain(`"${name}"`);
  });
});

describe('read', () => {
  const folder = temporary();
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'bank.csv');
  writeFileSync(
    file,
    'Date,Description,Amount\n2026-01-02,"Fuel, dock",-12.34\n2026-01-03,Nothing,\n2026-01-04,Sale,1000\n',
  );

  it('shows rows as decimal strings with their line, and names what it could not read', async () => {
    const ran = await quarterdeck(['read', file, '--json', '--currency', 'usd']);
    expect(ran).toMatchObject({ exit: 0, err: '' });
    const read = JSON.parse(ran.out);
    expect(read.kind).toBe('csv');
    expect(read.rows).toMatchObject([
      { line: 2, date: '2026-01-02', amount: '-12.34', currency: 'USD', payee: 'Fuel, dock' },
      { line: 4, date: '2026-01-04', amount: '1000.00', currency: 'USD', payee: 'Sale' },
    ]);
    expect(read.problems).toMatchObject([{ line: 3, severity: 'error' }]);
  });

  it('says what it made of the layout', async () => {
    const { out } = await quarterdeck(['read', file, '--currency', 'USD']);
    expect(out).toMatch(/csv, 2 rows, 1 problem/);
    expect(out).toMatch(/delimiter\s+comma/);
    expect(out).toMatch(/encoding\s+utf-8/);
  });

  it('shows what a statement says of its balances', async () => {
    const statement = join(folder, 'april.sta');
    writeFileSync(
      statement,
      ':20:A\n:25:10020030/1\n:28C:4\n:60F:C260331EUR100,00\n:61:260430D4,50NMSCNONREF\n:86:Bakery\n:62F:C260430EUR95,50\n-\n',
    );
    const { out } = await quarterdeck(['read', statement]);
    expect(out).toMatch(/mt940, 1 row, 0 problems/);
    expect(out).toContain('4 EUR 2026-03-31 100.00 → 2026-04-30 95.50');
    const json = await quarterdeck(['read', statement, '--json']);
    expect(JSON.parse(json.out).statements).toMatchObject([
      { statement: '4', currency: 'EUR', opening: '100.00', closing: '95.50', first_line: 5, last_line: 5 },
    ]);
  });

  it('refuses what is no file, and what no reader knows', async () => {
    expect(await quarterdeck(['read', join(folder, 'none.csv')])).toMatchObject({ exit: 2, out: '' });
    writeFileSync(join(folder, 'photo.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]));
    const ran = await quarterdeck(['read', join(folder, 'photo.png')]);
    expect(ran.exit).toBe(2);
    expect(ran.err).toContain('--kind');
  });
});
