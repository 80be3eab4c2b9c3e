import type { Reader } from '../model/source.ts';
import { kinds } from './_sheet/kinds/index.ts';
import { sheetReader } from './_sheet/reader.ts';

/** Sheets of the business: rent rolls, quotes, hours, invoices … A reader a kind; a kind is a file of `_sheet/kinds`. */
export const sheets: readonly Reader[] = kinds.map(sheetReader);
