import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { quarterdeck, temporary } from './_quarterdeck.ts';

const PORTFOLIO = `name: Shop
base_currency: USD
time_zone: UTC
as_of: 2026-01-31
recipients: [{ email: ann@example.com }]
senders: [{ email: reports@example.com }]
rules:
  - { id: reserve, rule: Two thousand stay in the bank., figure: group.cash, at_least: 2000.00 USD }
entities:
  - id: shop
    name: Corner Shop
    kind: other
    people: [{ name: Ann, roles: [{ role: manager, critical: true, deputy: Ben }] }]
    sources: [{ file: bank.csv, account: Assets:Bank, opening: { date: 2025-10-01, balance: 1000.00 } }]
    categories: [{ match: { payee: Sale }, account: Income:Sales }]
`;

// One story, in order: a report is sent, a row changes, someone acknowledges what was found.
describe('quarterdeck findings', { timeout: 60_000 }, () => {
  const folder = temporary();
  writeFileSync(join(folder, 'portfolio.yaml'), PORTFOLIO);
  writeFileSync(join(folder, 'bank.csv'), 'Date,Description,Amount\n2025-12-05,Sale,150.00\n2026-01-05,Sale,150.00\n');
  const run = (...words: string[]) => quarterdeck(words, { cwd: folder, env: { USER: 'ann' } });

  it('lists what was found: id, severity, state, check, business, owner, money, claim', async () => {
    const { out, exit } = await run('findings', '--severity', 'critical');
    expect(exit).toBe(0);
    expect(out).toMatch(/^[0-9a-f]{8} {2}critical {2}open {2}FIN-07 {2}group {2}Ann {2}\S+ {2}Owner’s rule broken: /m);
  });

  it('acknowledges, with a note and who said so; the report is quiet about it', async () => {
    expect((await run('findings', 'acknowledge', 'FIN-07', '--note', 'until spring')).out).toMatch(/^acknowledged {2}/);
    const { out } = await run('findings', 'show', 'fin-07');
    expect(out).toMatch(/Z {2}ann: acknowledge, until spring$/m);
    expect(out).toContain('evidence group.cash');
    // Whoever stops a script at a critical finding is not stopped by one that somebody knows of.
    const quiet = await run('report', 'cfo', '--fail-on', 'critical');
    expect(quiet).toMatchObject({ exit: 0 });
    expect(quiet.out).toContain('Known, and quiet until it worsens');
  });

  it('compares with the last report sent; what moved is explained down to the record', async () => {
    expect((await run('send', 'cfo')).exit).toBe(0);
    writeFileSync(join(folder, 'bank.csv'), readFileSync(join(folder, 'bank.csv'), 'utf8').replace('150', '170'));
    const { out } = await run('report', 'cfo');
    expect(out).toContain('Since your last report');
    expect(out).toContain('History was restated');
    const { figures }: { figures: object } = JSON.parse((await run('report', 'cfo', '--json')).out);
    const restated = /^since\.2026-01-31\.([0-9a-f]{8})\.restated\.group\.cash\.unrestricted$/;
    const [id = '', edition = ''] = Object.keys(figures).flatMap((one) => restated.exec(one) ?? []);
    const { out: why, exit } = await run('explain', id);
    expect(exit).toBe(0);
    expect(why).toContain('$20');
    expect(why).toContain(`on record at records/records.sqlite#reports/${edition}`);
  });
});
