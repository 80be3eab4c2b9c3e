import { describe, expect, it } from 'vitest';
import { recipientsFor } from '../../src/app/recipients.ts';
import { UserError } from '../../src/core/problem.ts';
import { portfolioSchema, type Portfolio } from '../../src/model/portfolio.ts';
import { readEnvironment } from '../../src/portfolio/environment.ts';

const none = readEnvironment({});

function portfolio(mail: Partial<Record<'lists' | 'recipients', unknown>>): Portfolio {
  return portfolioSchema.parse({
    name: 'Test',
    base_currency: 'USD',
    time_zone: 'UTC',
    entities: [{ id: 'a', name: 'A', kind: 'other' }],
    ...mail,
  });
}

const lists = [
  { name: 'owner', to: ['ann@example.com', { name: 'Ben', email: 'ben@example.com' }] },
  { name: 'finance', reports: ['cfo'], to: ['Ann@example.com', 'ruth@example.com'] },
  { name: 'tech', reports: ['cto'], to: ['tom@example.com'] },
];

describe('who gets a report', () => {
  it('the lists that take it, each address once', () => {
    expect(recipientsFor('cfo', portfolio({ lists }), none)).toEqual([
      { email: 'ann@example.com', list: 'owner' },
      { email: 'ben@example.com', name: 'Ben', list: 'owner' },
      { email: 'ruth@example.com', list: 'finance' },
    ]);
  });

  it('only the list that is named, and nobody when it takes other reports', () => {
    expect(recipientsFor('cfo', portfolio({ lists }), none, 'finance').map(({ email }) => email)).toEqual([
      'Ann@example.com',
      'ruth@example.com',
    ]);
    expect(recipientsFor('cfo', portfolio({ lists }), none, 'tech')).toEqual([]);
  });

  it('a list that does not exist is a mistake that names those that do', () => {
    expect(() => recipientsFor('cfo', portfolio({ lists }), none, 'board')).toThrow(/"board".*owner, finance, tech/);
    expect(() => recipientsFor('cfo', portfolio({}), none, 'board')).toThrow(UserError);
  });

  it('without lists the portfolio’s recipients; without those the environment’s', () => {
    const environment = readEnvironment({ RECIPIENT_EMAIL: 'env@example.com', REPORT_RECIPIENT: 'two@example.com' });
    const declared = portfolio({ recipients: [{ email: 'ann@example.com' }] });
    expect(recipientsFor('cfo', declared, environment)).toEqual([{ email: 'ann@example.com' }]);
    expect(recipientsFor('cfo', portfolio({}), environment).map(({ email }) => email)).toEqual([
      'env@example.com',
      'two@example.com',
    ]);
    expect(recipientsFor('cfo', portfolio({}), none)).toEqual([]);
  });
});
