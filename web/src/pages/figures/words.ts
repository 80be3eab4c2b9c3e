import type { Explanation, Figure } from '../../../../src/http/contract/figure.ts';
import { count, counted } from '../../ui/numbers.ts';
import { dayText } from '../../ui/time-text.ts';
import type { Asked } from './trail.ts';

/** What a figure rests on, in a word. */
export const KINDS: Readonly<Record<Figure['kind'], string>> = {
  rows: 'Rows',
  formula: 'Formula',
  assumption: 'Declared',
  method: 'Method',
  record: 'On record',
};

/** The list in one sentence. */
export function answerOfList({ q, entity, known }: Asked, of: number, unknown: number, asOf: string): string {
  const day = dayText(asOf);
  const words = q.trim() === '' ? '' : ` “${q.trim()}”`;
  const isAll = words === '' && entity === '' && known === '';
  if (of === 0) return `No figure ${isAll ? 'stands' : `matches${words}`} in the reports of ${day}.`;
  const which = isAll
    ? `${of === 1 ? 'stands' : 'stand'} behind the reports of ${day}`
    : `${of === 1 ? 'matches' : 'match'}${words}`;
  return `${counted(of, 'figure')} ${which}. ${notKnown(of, unknown)}`.trim();
}

/** Nothing is hidden: how many of them nobody knows. */
function notKnown(of: number, unknown: number): string {
  if (unknown === 0) return of === 1 ? 'It is known.' : 'All of them are known.';
  if (unknown === of) return of === 1 ? 'It is not known.' : 'None of them is known.';
  return `${count(unknown)} of them ${unknown === 1 ? 'is' : 'are'} not known, and ${unknown === 1 ? 'stands' : 'stand'} last.`;
}

/** The figure in one sentence: what it is and what it rests on. */
export function answerOf({ figure, receipt }: Explanation): string {
  const { text, value, unknown = 'no reason was given', asOf } = figure;
  const is =
    value === null ? `Not known on ${dayText(asOf)}: ${unknown.replace(/\.$/, '')}` : `${text} on ${dayText(asOf)}`;
  const end = value === null ? '. ' : ': ';
  return `${is}${end}${restsOn(receipt, value === null)}.`;
}

function restsOn(receipt: Explanation['receipt'], isStart: boolean): string {
  const words = ((): string => {
    switch (receipt.kind) {
      case 'rows':
        return receipt.measure === 'rows'
          ? `the sources have ${counted(receipt.rowCount, 'row')} of this kind`
          : `the sum of ${counted(receipt.rowCount, 'row')} of the sources`;
      case 'formula':
        return receipt.text;
      case 'assumption':
        return 'declared by the owner in the portfolio';
      case 'record':
        return 'what an earlier report said, as it was recorded when it was sent';
      case 'method':
        return 'a constant of the method, the same for every portfolio';
    }
  })();
  return isStart ? words.charAt(0).toUpperCase() + words.slice(1) : words;
}

export const holdsText = ({ figure, holds }: Pick<Explanation, 'figure' | 'holds'>): string => {
  if (holds && figure.value === null) return 'Holds: computed again just now, it is still not known.';
  return holds
    ? 'Holds: computed again just now, it gives the same.'
    : 'Does not hold: computed again just now, it gives something else.';
};

/** Whether the text has every digit of the value: `$37,425.32` has, `4.4 months` of 4.39453125 has not. */
export function isWhole({ text, value }: Pick<Figure, 'text' | 'value'>): boolean {
  const digits = text.replaceAll(/[^\d.]/g, '').replace(/\.$/, '');
  return value !== null && digits === value.replace('-', '');
}

const SIGNS: Readonly<Record<string, string>> = { sum: ' + ', difference: ' − ', product: ' × ', quotient: ' ÷ ' };
/** More terms than these are a table, not a line. */
const MOST_TERMS = 6;

/** The formula with its numbers: `$37,425.32 ÷ $8,500.00 = 4.4 months`; none where no line says it. */
export function inNumbers({ figure, receipt }: Explanation): string | undefined {
  if (receipt.kind !== 'formula' || figure.value === null) return undefined;
  const { operation, inputs, inputCount } = receipt;
  const terms = inputs.map((input) => input.figure.text);
  const [first = '', second = ''] = terms;
  const sign = SIGNS[operation];
  if (inputCount > MOST_TERMS || inputCount !== terms.length || inputs.some((input) => input.figure.value === null))
    return undefined;
  if (sign !== undefined && terms.length > 1) return `${terms.join(sign)} = ${figure.text}`;
  if (operation === 'percent' && terms.length === 2) return `100 × ${first} ÷ ${second} = ${figure.text}`;
  if (operation === 'percent-of' && terms.length === 2) return `${first} × ${second} ÷ 100 = ${figure.text}`;
  if (operation === 'negate' && terms.length === 1) return `− ${first} = ${figure.text}`;
  if (operation === 'ceiling' && terms.length === 2) return `${first} ÷ ${second}, rounded up = ${figure.text}`;
  return undefined;
}

/** `Amount (USD)`: what the rows of a figure are counted in. */
export function amountHead(unit: Figure['unit'], measure: 'amount' | 'rows'): string {
  if (unit.kind === 'money') return `Amount (${unit.currency})`;
  if (measure === 'rows') return 'Amount';
  return unit.kind === 'count' ? `Amount (${unit.of})` : `Amount (${unit.kind})`;
}

/** For a shell: an id may hold what a shell reads otherwise, or begin as an option does. */
export function explainCommand(id: string, options = ''): string {
  const word = /^[\w.:@%+,/-]+$/.test(id) ? id : `'${id.replaceAll("'", String.raw`'\''`)}'`;
  return `quarterdeck explain${options} ${id.startsWith('-') ? '-- ' : ''}${word}`;
}
