import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { propose, writeProposal } from '../../src/app/init.ts';
import { readPortfolio } from '../../src/portfolio/load.ts';

const BANK = `Buchung;Empfänger;Verwendungszweck;Betrag;Währung
02.01.2026;Stadtwerke;Strom 1;-120,50;EUR
02.02.2026;Stadtwerke;Strom 2;-121,50;EUR
15.02.2026;Laden;Tageslosung;1.310,00;EUR
`;
const STRIPE = `id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Available On (UTC),Description
txn_1,charge,ch_1,100.00,3.20,96.80,usd,2026-01-05 10:00,2026-01-07 00:00,Order one
`;
const names = { name: 'Mine', currency: 'EUR', timeZone: 'Europe/Berlin', force: false };

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'quarterdeck-'));
  mkdirSync(join(home, 'Bäckerei Ost'));
  mkdirSync(join(home, 'saas'));
  writeFileSync(join(home, 'Bäckerei Ost', 'konto.csv'), BANK);
  writeFileSync(join(home, 'saas', 'stripe.csv'), STRIPE);
  writeFileSync(join(home, 'saas', 'notes.txt'), 'call the bank');
  writeFileSync(join(home, 'saas', 'photo.png'), 'x');
});

describe('init', () => {
  it('proposes an entity a folder, with the layout of each export, and says what it does not understand', async () => {
    const proposal = await propose(home);
    expect(
      proposal.entities.map(({ name, sources }) => [
        name,
        sources.map(({ file, kind, read }) => [file, kind, read.rows.length]),
      ]),
    ).toEqual([
      ['Bäckerei Ost', [['Bäckerei Ost/konto.csv', 'csv', 3]]],
      ['saas', [['saas/stripe.csv', 'csv', 1]]],
    ]);
    expect(proposal.left).toEqual(['saas/notes.txt']);
    expect(proposal.currency).toBe('EUR');
  });

  it('writes a portfolio that loads without a problem, column maps and all', async () => {
    await writeProposal(await propose(home), names);
    const { declared, problems } = await readPortfolio(home);
    expect(problems).toEqual([]);
    const [bakery, saas] = declared?.portfolio.entities ?? [];
    expect(bakery?.sources[0]).toMatchObject({
      file: 'Bäckerei Ost/konto.csv',
      preset: 'bank',
      delimiter: ';',
      decimal: ',',
      date_order: 'dmy',
    });
    expect(bakery?.sources[0]?.columns).toMatchObject({ date: 'Buchung', amount: 'Betrag', payee: 'Empfänger' });
    expect(saas?.sources[0]).toMatchObject({ preset: 'stripe' });
    expect(readFileSync(join(home, 'portfolio.yaml'), 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=\.quarterdeck/,
    );
  });

  it('proposes a rule for a payee seen more than once, as a comment', async () => {
    await writeProposal(await propose(home), names);
    expect(readFileSync(join(home, 'portfolio.yaml'), 'utf8')).toMatch(
      /#.*payee: "Stadtwerke".*2 rows, such as -120\.50 EUR/,
    );
  });

  it('replaces no portfolio unless told to', async () => {
    writeFileSync(join(home, 'portfolio.yaml'), 'name: mine');
    const proposal = await propose(home);
    await expect(writeProposal(proposal, names)).rejects.toThrow(/--force/);
    expect(readFileSync(join(home, 'portfolio.yaml'), 'utf8')).toBe('name: mine');
    await writeProposal(proposal, { ...names, force: true });
    expect(readFileSync(join(home, 'portfolio.yaml'), 'utf8')).not.toBe('name: mine');
  });
});
