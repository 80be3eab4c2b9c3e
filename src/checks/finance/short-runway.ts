import { compare, decimal } from '../../core/decimal.ts';
import type { Book } from '../../model/book.ts';
import type { Figure } from '../../model/figure.ts';
import { say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';
import { atStake } from '../_stake.ts';

const SHORT = 6;
const CRITICAL = 3;

function limit(book: Book, name: string, months: number): Figure {
  return book.constant(
    `method.runway.${name}`,
    `Runway that is ${name}`,
    { kind: 'months' },
    decimal(months),
    'limit of FIN-02',
  );
}

/** FIN-02: the shorter runway is under six months, or under three. */
export const shortRunway = check({
  id: 'FIN-02',
  role: 'CFO',
  title: 'Short runway',
  why: 'Raising money or turning a business around takes longer than it seems; below half a year the choices get few.',
  fix: say`Cut cost, raise prices or bring in money well before the shorter date.`,
  effort: 'weeks',
  standard: 'Runway = unrestricted cash ÷ burn; customer deposits are contract liabilities (ASC 606-10-45-2)',
  needs: ['runway', 'cash', 'burn'],
  run({ runway, cash, burn }, book) {
    const { months, unrestricted } = runway;
    if (runway.state === 'no-burn') return [];
    if (!months.value) return 'not-seen';
    const short = limit(book, 'short', SHORT);
    const critical = limit(book, 'critical', CRITICAL);
    if (compare(months.value, decimal(SHORT)) >= 0) return [];
    const isCritical = compare(months.value, decimal(CRITICAL)) < 0;
    const { deposits } = cash.group;
    const held =
      deposits.value && deposits.value.mantissa > 0n
        ? say` Deposits of ${deposits} belong to customers and are not counted.`
        : say``;
    return [
      {
        entity: 'group',
        subject: 'runway',
        severity: isCritical ? 'critical' : 'high',
        claim:
          runway.state === 'spent'
            ? say`Unrestricted cash is ${unrestricted}: there is no runway.${held}`
            : say`Unrestricted cash of ${unrestricted} lasts ${months} at the higher burn, less than ${isCritical ? critical : short}.${held}`,
        evidence: [months.id, unrestricted.id, deposits.id],
        ...lacking(book, { months, unrestricted, burn: burn.group.high, short }),
      },
    ];
  },
});

type Terms = Record<'months' | 'unrestricted' | 'burn' | 'short', Figure>;

/** What cash lacks of a runway that is not short, in money and in months. */
function lacking(book: Book, { months, unrestricted, burn, short }: Terms): Pick<Claim, 'stake' | 'size'> {
  const { unit } = unrestricted;
  const id = 'group.stake.fin-02.runway';
  const text = 'months that are not short × burn';
  const needed = book.formula(`${id}.needed`, 'Cash of a runway that is not short', unit, 'product', [short, burn], {
    text,
  });
  const gap = book.formula(
    id,
    'Cash lacking of a runway that is not short',
    unit,
    'difference',
    [needed, unrestricted],
    {
      text: 'cash needed − unrestricted cash',
    },
  );
  const left = book.formula(
    'group.size.fin-02.runway',
    'Months lacking of a runway that is not short',
    { kind: 'months' },
    'difference',
    [short, months],
    { text: 'limit − runway' },
  );
  return { ...atStake(gap, say`what ${short} at the higher burn take, less unrestricted cash`), size: left.id };
}
