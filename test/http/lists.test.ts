import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { masked } from '../../src/http/_mask.ts';
import { recipientLists, type RecipientLists } from '../../src/http/contract/index.ts';
import { ANN, BEN, house, portfolioFolder, type House } from './_house.ts';

const lists = async ({ ask }: House, as: { email: string }): Promise<RecipientLists> => {
  const answer = await ask('GET', '/api/lists', { as });
  expect(answer.status).toBe(200);
  return recipientLists.parse(await answer.json());
};

it('tells who gets what, and to whom nothing is sent; readers see no address whole', async () => {
  const all = await house();
  const { suppression } = all.bridge.ledger.records;
  const at = Date.UTC(2026, 3, 2, 3);
  await suppression.add({ address: 'ANN@example.com', reason: 'bounced', at, detail: '550 ann@example.com unknown' });
  await suppression.add({ address: 'ben@example.com', list: 'finance', reason: 'unsubscribed', at });
  // Somebody who left another list still gets this one.
  await suppression.add({ address: 'ben@example.com', list: 'owners', reason: 'complained', at });
  expect(await lists(all, ANN)).toEqual({
    lists: [
      {
        name: 'owners',
        together: false,
        attach: [],
        unsubscribe: false,
        recipients: [
          {
            email: 'ann@example.com',
            name: 'Ann',
            list: 'owners',
            suppressed: 'its mail server refused it for good, on 2026-04-01',
          },
        ],
      },
      {
        name: 'finance',
        reports: ['cfo'],
        together: false,
        attach: [],
        unsubscribe: false,
        recipients: [
          {
            email: 'ben@example.com',
            list: 'finance',
            suppressed: 'its reader left (this list only), on 2026-04-01',
          },
        ],
      },
    ],
    recipients: [],
    bcc: ['audit@example.com'],
  });
  const masks = await lists(all, BEN);
  expect(masks.lists.flatMap(({ recipients }) => recipients.map(({ email }) => email))).toEqual([
    'a…@example.com',
    'b…@example.com',
  ]);
  expect(masks.bcc).toEqual(['a…@example.com']);
  expect(JSON.stringify(masks)).not.toMatch(/ann@|ben@|audit@/);
});

it('tells who gets what no list takes, and the copies that the environment asks for', async () => {
  const folder = portfolioFolder();
  const file = join(folder, 'portfolio.yaml');
  const portfolio = readFileSync(file, 'utf8');
  writeFileSync(file, portfolio.replace(/^lists:\n(?: {2}- .*\n)+/m, ''));
  const env = { RECIPIENT_EMAIL: 'cho@example.com', BCC_ADDRESS: 'vault@example.com' };
  const answer = await lists(await house({ folder, effects: { env } }), ANN);
  expect(answer).toEqual({
    lists: [],
    recipients: [{ email: 'cho@example.com' }],
    bcc: ['audit@example.com', 'vault@example.com'],
  });
});

it('masks an address to its first letter and its domain, whatever it is made of', () => {
  expect(['ann@example.com', 'é@x.example', '"a@b"@c.example', 'nobody', ''].map(masked)).toEqual([
    'a…@example.com',
    'é…@x.example',
    '"…@c.example',
    'n…',
    '…',
  ]);
});
