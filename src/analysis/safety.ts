import { compare, ZERO } from '../core/decimal.ts';
import type { Figure } from '../model/figure.ts';
import { figureId } from './ids.ts';
import type { Ground } from './input.ts';

/** How far sales may fall before there is a loss. Below break-even it is negative: so much is missing. */
export interface Safety {
  /** What was sold a month: the mean of the months on file of the last six. */
  readonly sales: Figure;
  /** Sales a month at which contribution pays the fixed costs. */
  readonly needed: Figure;
  readonly margin: Figure;
  /** Of the sales. */
  readonly percent: Figure;
}

interface Sales {
  readonly scope: string;
  readonly name: string;
  /** By month, in one currency. */
  readonly revenue: readonly Figure[];
  readonly fixed: Figure;
  /** Revenue, and what it contributes, of one unit or of a whole mix: their ratio is what counts. */
  readonly price: Figure;
  readonly contribution: Figure;
}

/**
 * Margin of safety = (actual sales − break-even sales) ÷ actual sales, where break-even sales = fixed costs ÷
 * contribution-margin ratio. Cost-volume-profit analysis: Horngren, Datar and Rajan, Cost Accounting, ch. 3.
 */
export function safety({ book }: Ground, { scope, name, revenue, fixed, price, contribution }: Sales): Safety {
  const { unit } = fixed;
  const sales = book.formula(figureId(scope, 'sales'), `${name}, sales a month`, unit, 'mean', revenue, {
    text: `mean of ${revenue.length} full months`,
  });
  const needed = neededSales();
  const margin = book.formula(
    figureId(scope, 'safety'),
    `${name}, margin of safety a month`,
    unit,
    'difference',
    [sales, needed],
    {
      text: 'sales − break-even sales',
    },
  );
  const percent = book.formula(
    figureId(scope, 'safety', 'percent'),
    `${name}, margin of safety in per cent`,
    { kind: 'percent' },
    'percent',
    [margin, sales],
    { text: '(sales − break-even sales) ÷ sales' },
  );
  return { sales, needed, margin, percent };

  function neededSales(): Figure {
    const id = figureId(scope, 'break-even-sales');
    const label = `${name}, break-even sales a month`;
    if (contribution.value !== undefined && compare(contribution.value, ZERO) <= 0)
      return book.unknown(id, label, unit, 'no break-even: what is sold costs at least what it brings');
    const product = book.formula(
      figureId(id, 'product'),
      `${name}, fixed costs × price`,
      unit,
      'product',
      [fixed, price],
      {
        text: 'fixed costs a month × price',
      },
    );
    return book.formula(id, label, unit, 'quotient', [product, contribution], {
      text: 'fixed costs × price ÷ contribution',
    });
  }
}
