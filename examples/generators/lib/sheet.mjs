import { record } from './text.mjs';

/** A table as spreadsheets save it: a header and its rows, every cell as text that is ready to be written. */

/**
 * @param {string} header the headings, divided by the delimiter
 * @param {readonly (readonly string[])[]} rows
 * @param {{ delimiter?: string, end?: string, above?: readonly string[] }} [layout] `above`: lines above the header
 */
export function sheet(header, rows, { delimiter = ',', end = '\n', above = [] } = {}) {
  const width = header.split(delimiter).length;
  const lines = rows.map((cells) => {
    if (cells.length !== width) throw new Error(`a row of ${cells.length} cells under ${width} headings: ${cells.join(' | ')}`);
    return record(cells, delimiter);
  });
  return `${[...above, header, ...lines].join(end)}${end}`;
}

/**
 * A paper that is kept on file: who issued what to whom, and until when it holds.
 * @param {{ title: string, by: string, to: string, number: string, issued: string, ends?: string, words?: readonly string[] }} about
 */
export function paper({ title, by, to, number, issued, ends, words = [] }) {
  return `${[title.toUpperCase(), '', `Issued by   ${by}`, `Issued to   ${to}`, `Number      ${number}`, `Date        ${issued}`, ...(ends ? [`Valid to    ${ends}`] : []), ...(words.length > 0 ? ['', ...words] : []), '', 'Synthetic example.'].join('\n')}\n`;
}

/** The same in German. @param {{ title: string, by: string, to: string, number: string, issued: string, ends?: string, words?: readonly string[] }} about */
export function unterlage({ title, by, to, number, issued, ends, words = [] }) {
  return `${[title.toUpperCase(), '', `Aussteller  ${by}`, `Für         ${to}`, `Nummer      ${number}`, `Datum       ${issued}`, ...(ends ? [`Gültig bis  ${ends}`] : []), ...(words.length > 0 ? ['', ...words] : []), '', 'Erfundenes Beispiel.'].join('\n')}\n`;
}
