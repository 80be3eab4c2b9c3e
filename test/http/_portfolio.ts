import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporary } from '../cli/_quarterdeck.ts';

export const ANN = { id: 'ann', email: 'ann@example.com', role: 'admin' } as const;
export const BEN = { id: 'ben', email: 'ben@example.com', role: 'reader' } as const;

/** A portfolio of one business with a bank export, an admin and a reader; `more` is appended as it stands. */
export function portfolioFolder(more = ''): string {
  const folder = temporary();
  writeFileSync(join(folder, 'portfolio.yaml'), `${PORTFOLIO}${more}`);
  writeFileSync(join(folder, 'bank.csv'), BANK);
  return folder;
}

const PORTFOLIO = `name: Test Holdings
base_currency: USD
time_zone: America/Los_Angeles
as_of: 2026-04-30
owner: Ann
entities:
  - id: jada
    name: JADA Charter
    kind: yacht-charter
    sources:
      - { file: bank.csv, account: 'Assets:Checking', opening: { date: 2026-01-01, balance: 1000.00 } }
    categories:
      - { match: { payee: Charter }, account: 'Income:Charter' }
      - { match: { payee: Dock }, account: 'Expenses:Dock' }
senders:
  - { name: Reports, email: reports@example.com }
bcc: [audit@example.com]
lists:
  - { name: owners, to: [{ name: Ann, email: ann@example.com }] }
  - { name: finance, reports: [cfo], to: [ben@example.com] }
dashboard:
  url: http://127.0.0.1:8787
  preview: true
  users:
    - { id: ann, name: Ann, email: ann@example.com, role: admin }
    - { id: ben, email: ben@example.com }
`;

const BANK = `Date,Description,Amount,Balance
2026-01-05,Charter Smith,1500.00,2500.00
2026-01-20,Dock fees,-400.00,2100.00
2026-02-05,Charter Jones,900.00,3000.00
2026-02-20,Dock fees,-400.00,2600.00
2026-03-05,Charter Lee,1200.00,3800.00
2026-03-20,Dock fees,-450.00,3350.00
2026-04-05,Charter Kim,800.00,4150.00
2026-04-20,Dock fees,-450.00,3700.00
2026-04-28,Something new,-75.00,3625.00
`;
