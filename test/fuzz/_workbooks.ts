import { bookParts, workbook, zip } from '../sources/xlsx/_workbook.ts';
import { mutated } from './_mutate.ts';
import type { Random } from './_random.ts';

/*
 * Workbooks are compressed: a changed byte of one is almost always refused for its checksum, and no cell is ever read. So
 * most changes are made to the parts, which are packed afterwards.
 */

const books = [
  {
    sheets: [
      {
        rows: [
          ['Date', 'Description', 'Amount', 'Balance'],
          [{ v: '46142', s: 1 }, 'Coffee & cake', -4.5, 100],
          [
            { v: '46143.5', s: 2 },
            { v: 'inline', t: 'inlineStr' },
            { v: '1.1E3', s: 3 },
            { f: 'D2+C3', v: '1200' },
          ],
          ['2026-05-02', { v: 'of a formula', t: 'str', f: 'A1' }, '1,000.00', { v: '#N/A', t: 'e' }],
        ],
        hidden: [4],
      },
    ],
  },
  {
    date1904: true,
    sheets: [
      { name: 'Notes', rows: [['nothing here']] },
      {
        name: 'Giro',
        rows: [
          ['Kontoauszug'],
          [],
          ['Buchungstag', 'Verwendungszweck', 'Betrag'],
          [{ v: '44680', s: 2 }, 'Torte', '-12,30'],
        ],
        merges: ['A1:C1'],
      },
      {
        name: 'Old',
        state: 'hidden',
        rows: [
          ['Date', 'Amount'],
          [
            { v: '1', s: 4 },
            { v: '1', t: 'b' },
          ],
        ],
      },
    ],
  },
];

const [PART, TEXT] = ['\u001e', '\u001f'];

const seeds = books.map((book) =>
  Buffer.from(
    bookParts(book)
      .map(({ name, text }) => `${PART}${name}${TEXT}${text}`)
      .join(''),
  ),
);
const packed = books.map(workbook);

/** A workbook whose parts were changed, or (one in five) its packed bytes. */
export function mutatedWorkbook(random: Random): Buffer {
  if (random.once(5)) return mutated(random, packed);
  const parts = mutated(random, seeds)
    .toString()
    .split(PART)
    .slice(1, 40)
    .map((part) => part.split(TEXT))
    .map(([name = '', text = '']) => ({ name: name.slice(0, 200), text, stored: random.once(2) }));
  return zip(parts);
}
