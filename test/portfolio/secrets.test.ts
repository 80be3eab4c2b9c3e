import { describe, expect, it } from 'vitest';

import { LEAST, linesOf } from './_folder.ts';

// Put together here, so that no scanner takes this file for a leak.
const SECRETS = {
  'a Stripe key': ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_'),
  'a restricted Stripe key': ['rk', 'test', '4eC39HqLyjWDarjtT1zdp7dc'].join('_'),
  'a webhook secret': ['whsec', '5WbX5kEWLlfzsGNjH64I8lOOqUB6e8FH'].join('_'),
  'an AWS key id': ['AKIA', 'IOSFODNN7EXAMPLE'].join(''),
  'an AWS secret': ['wJalrXUtnFEMI', 'K7MDENG', 'bPxRfiCYEXAMPLEKEY'].join('/'),
  'a private key': ['-----BEGIN RSA', 'PRIVATE KEY-----'].join(' '),
  'a GitHub token': ['ghp', '16C7e42F292c6912E7710c838347Ae178B4a'].join('_'),
  'a Slack token': ['xoxb', '2444333222111', 'abcdefghijkl'].join('-'),
  'an address with a password': 'smtp://anna:correct-horse-battery@mail.example.com',
} as const;

describe('secrets in the portfolio', () => {
  it.each(Object.entries(SECRETS))('%s is refused at its place and shown masked', async (_, secret) => {
    const [line = '', ...more] = await linesOf({
      'portfolio.yaml': `${LEAST}    fixed_costs: []\nbcc: []\n`.replace('JADA', secret),
    });
    expect(line).toMatch(/^portfolio\.yaml:6:11 {2}secret {2}/);
    expect(line).toContain('environment');
    expect(more).toEqual([]);
    expect(line).not.toContain(secret.slice(0, 12));
  });

  it.each(Object.entries(SECRETS))('%s is masked in what other problems quote', async (_, secret) => {
    const yaml = `${LEAST}"${secret}": 1\n# a list of one, so that its mistake is another place's\nbcc: ["x ${secret}"]\nrates: "${secret}"\n`;
    const text = (await linesOf({ 'portfolio.yaml': yaml })).join('\n');
    expect(text).toContain('secret');
    expect(text).not.toContain(secret);
  });

  it.each([
    'password',
    'api_key',
    'apiKey_token',
    'STRIPE_SECRET_KEY',
    'client-secret',
    'smtp_password',
    'credentials',
  ])('a key called %s is refused, whatever it holds', async (key) => {
    const lines = await linesOf({ 'portfolio.yaml': `${LEAST}${key}: correct-horse\n` });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^portfolio\.yaml:8:1 {2}secret {2}/);
    expect(lines[0]).not.toContain('correct-horse');
  });

  it('words that only look a little like one are fine', async () => {
    const names = [
      'Secretary Password Consulting',
      'sk_live',
      'AKIA',
      'https://example.com/@anna',
      'statements/JADA/Checking/2026/export/q1ab',
    ];
    for (const name of names) {
      expect(await linesOf({ 'portfolio.yaml': LEAST.replace('JADA', `'${name}'`) })).toEqual([]);
    }
  });
});
