import type { Unit } from '../../model/figure.ts';
import { count, money } from '../ids.ts';
import { deliveryId, type Work } from './receipts.ts';

/** Figures that rules of the owner and other reports name: without their sheet they are not known, and say why. */
export function unseen(work: Work, has: { readonly quotes: boolean; readonly jobs: boolean }): void {
  const { currency, entity } = work.of;
  const say = (sheet: string, figures: Readonly<Record<string, Unit>>): void => {
    for (const [part, unit] of Object.entries(figures)) {
      const label = `${entity.name}, deliveries: ${part.replaceAll(/[.-]/g, ' ')}`;
      work.ground.book.unknown(deliveryId(work, part), label, unit, `no sheet of ${sheet} is on file`);
    }
  };
  if (!has.quotes)
    say('quotes', {
      'quotes.open': count('quote'),
      'quotes.open-value': money(currency),
      'win-rate': { kind: 'percent' },
    });
  if (!has.jobs)
    say('jobs', {
      jobs: count('job'),
      margin: { kind: 'percent' },
      'margin-per-mile': money(currency),
      'margin-per-day': money(currency),
    });
}
