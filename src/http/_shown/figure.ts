import type { Level, ReceiptRow } from '../../app/explain.ts';
import { decimalText } from '../../core/decimal.ts';
import type { Figure } from '../../model/figure.ts';
import { figureText, type NumberStyle } from '../../render/numbers.ts';
import type { Explanation, Figure as FigureShown, FigureName } from '../contract/index.ts';
import { shown } from './words.ts';

/** A figure as it is named in passing. */
export function figureName(figure: Figure, style: NumberStyle = 'prose'): FigureName {
  return { id: figure.id, label: shown(figure.label), text: shown(figureText(figure, style)) };
}

/** A figure by itself: to the cent, as `quarterdeck explain` writes it. */
export function figureShown(figure: Figure): FigureShown {
  const { value, unknown, unit, asOf, receipt } = figure;
  return {
    ...figureName(figure, 'ledger'),
    value: value === undefined ? null : decimalText(value),
    ...(value === undefined ? { unknown: shown(unknown ?? 'no reason was given') } : {}),
    unit,
    asOf,
    kind: receipt.kind,
  };
}

export function levelShown(level: Level, snapshot: string): Explanation {
  return { figure: figureShown(level.figure), holds: level.holds, receipt: receiptShown(level), snapshot };
}

function receiptShown({ figure: { receipt }, rows, rowCount, inputs, inputCount }: Level): Explanation['receipt'] {
  switch (receipt.kind) {
    case 'rows': {
      const { kind, measure, sign, query } = receipt;
      return { kind, measure, sign, query, rows: rows.map(rowShown), rowCount };
    }
    case 'formula': {
      const given = inputs.map(({ figure, holds }) => ({ figure: figureShown(figure), holds }));
      return { kind: receipt.kind, operation: receipt.operation, text: shown(receipt.text), inputs: given, inputCount };
    }
    case 'assumption':
    case 'record': {
      const { file, line, column } = receipt.at;
      return { kind: receipt.kind, text: shown(receipt.text), file: shown(file), line, column };
    }
    case 'method':
      return { kind: receipt.kind, text: shown(receipt.text) };
  }
}

function rowShown({ file, line, hash, date, account, payee, amount }: ReceiptRow) {
  return { file: shown(file), line, hash, date, account: shown(account), payee: shown(payee), amount };
}
