import { describe, expect, test } from 'vitest';
import { DELTA, sheets } from '../../analysis/deliveries/_sheets.ts';
import { closedRuns, only } from '../../analysis/_run.ts';

const run = closedRuns({ looks: ['business'] });
const NOW = '2026-04-30';

describe('YDEL-01 quotes without an answer or follow-up', () => {
  test('one is found, with its value at the own win rate and whole; three are not', async () => {
    const { outcome, words, value } = await run(
      NOW,
      DELTA,
      [],
      [],
      sheets({
        quotes: `
        reference | customer | sent       | followed_up | answered   | status | amount
        Q-1       | Avery    | 2026-04-20 |             |            | open   | 8000.00
        Q-2       | Blake    | 2026-04-01 | 2026-04-23  |            | open   | 5000.00
        Q-3       | Casey    | 2026-04-01 |             | 2026-04-09 | open   | 5000.00
        Q-4       | Drew     | 2026-03-01 |             | 2026-03-05 | won    | 6000.00
        Q-5       | Ellis    | 2026-03-01 |             | 2026-03-06 | lost   | 4000.00`,
      }),
    );
    const finding = only(outcome('YDEL-01'));
    expect(words(finding.claim)).toBe(
      'Quote Q-1 to Avery, worth 8000.00, has no answer, and the last contact was 10 ago, where 7 are the limit.',
    );
    expect([finding.severity, finding.subject, finding.size]).toEqual([
      'medium',
      'quote: q-1',
      'delta.delivery.quote.q-1.value',
    ]);
    const { low, mid, high } = finding.stake ?? { low: '', mid: '', high: '' };
    expect([low, mid, high].map(value)).toEqual(['4000.00', '6000.00', '8000.00']);
  });

  test('without a win rate nothing is put at stake, and a follow-up of a later day has not happened', async () => {
    const { outcome } = await run(
      NOW,
      DELTA,
      [],
      [],
      sheets({
        quotes: `
        reference | sent       | followed_up | status | amount
        Q-1       | 2026-04-20 | 2026-05-02  | open   | 8000.00`,
      }),
    );
    expect(only(outcome('YDEL-01')).stake).toBeUndefined();
  });

  test('a week is in time', async () => {
    const { outcome } = await run(
      NOW,
      DELTA,
      [],
      [],
      sheets({
        quotes: `
        reference | sent       | status | amount
        Q-1       | 2026-04-23 | open   | 8000.00`,
      }),
    );
    expect(outcome('YDEL-01').state).toBe('passed');
  });

  test('not seen without quotes, and where a quote does not say when it was sent', async () => {
    const none = await run(NOW, DELTA, []);
    expect(none.outcome('YDEL-01')).toMatchObject({ state: 'not-seen' });
    expect(none.outcome('YDEL-01').gaps).toContain('delta.delivery.quotes');
    const { outcome } = await run(
      NOW,
      DELTA,
      [],
      [],
      sheets({
        quotes: `
        reference | status | amount
        Q-1       | open   | 8000.00`,
      }),
    );
    expect(outcome('YDEL-01').state).toBe('not-seen');
    expect(outcome('YDEL-01').gaps).toContain('delta.delivery.sent');
  });
});
