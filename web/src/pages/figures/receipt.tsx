import type { Explanation } from '../../../../src/http/contract/figure.ts';
import { Declared, Method } from './declared.tsx';
import { Formula } from './formula.tsx';
import { Rows, type MoreRows } from './rows.tsx';

interface ReceiptProps extends MoreRows {
  readonly explanation: Explanation;
  readonly trail: readonly string[];
}

/** What a figure rests on, whichever kind it is. */
export function Receipt({ explanation, trail, ...more }: ReceiptProps) {
  const { figure, receipt } = explanation;
  switch (receipt.kind) {
    case 'rows':
      return <Rows figure={figure} receipt={receipt} {...more} />;
    case 'formula':
      return <Formula explanation={explanation} receipt={receipt} trail={trail} />;
    case 'assumption':
    case 'record':
      return <Declared receipt={receipt} />;
    case 'method':
      return <Method text={receipt.text} />;
  }
}
