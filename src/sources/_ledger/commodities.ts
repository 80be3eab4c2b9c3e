import type { DecimalMark } from '../../core/money.ts';
import { isCurrency } from '../../core/money.ts';
import type { JournalCommodity } from '../../model/journal.ts';
import { ByteNames, hashBytes } from './names.ts';

/** Symbols that stand for one currency beyond doubt; ¥ and kr do not. `$` is USD, as everybody's books in dollars say. */
const SYMBOLS: ReadonlyMap<string, string> = new Map([
  ['$', 'USD'],
  ['US$', 'USD'],
  ['€', 'EUR'],
  ['£', 'GBP'],
  ['₹', 'INR'],
  ['₽', 'RUB'],
  ['₩', 'KRW'],
  ['₪', 'ILS'],
  ['₺', 'TRY'],
  ['₴', 'UAH'],
  ['₫', 'VND'],
  ['฿', 'THB'],
  ['₦', 'NGN'],
  ['₱', 'PHP'],
  ['₡', 'CRC'],
  ['₲', 'PYG'],
  ['₸', 'KZT'],
  ['₾', 'GEL'],
  ['zł', 'PLN'],
  ['Kč', 'CZK'],
  ['C$', 'CAD'],
  ['CA$', 'CAD'],
  ['A$', 'AUD'],
  ['AU$', 'AUD'],
  ['NZ$', 'NZD'],
  ['HK$', 'HKD'],
  ['S$', 'SGD'],
  ['R$', 'BRL'],
]);

/** ISO 4217 code that a symbol is or stands for. */
function currencyOf(symbol: string): string | undefined {
  return SYMBOLS.get(symbol) ?? (isCurrency(symbol) ? symbol : undefined);
}

export interface Style {
  readonly side: 'left' | 'right';
  readonly spaced: boolean;
  readonly mark: DecimalMark;
  readonly group?: string;
}

interface Entry {
  style: Style | undefined;
  /** Of the `commodity` directive, or else of `D`: it decides over what amounts show. */
  declared: { readonly style: Style; readonly digits: number; readonly by: 'commodity' | 'D' } | undefined;
}

/** The commodities of a journal while it is read, and how their amounts are written. */
export class Commodities {
  readonly #names = new ByteNames();
  readonly #entries: Entry[] = [];
  /** Most digits of its amounts in postings; -1 where there is none. */
  readonly digits: number[] = [];
  /** Most digits of any amount of it that is stored. */
  readonly scale: number[] = [];
  /** Decimal mark that a directive declares, as its byte; 0 where none does. */
  readonly mark: number[] = [];

  get count(): number {
    return this.#entries.length;
  }

  symbol(id: number): string {
    return this.#names.text(id);
  }

  id(bytes: Uint8Array, from: number, to: number): number {
    const id = this.#names.id(bytes, from, to, hashBytes(bytes, from, to));
    if (id === this.#entries.length) {
      this.#entries.push({ style: undefined, declared: undefined });
      this.digits.push(-1);
      this.scale.push(0);
      this.mark.push(0);
    }
    return id;
  }

  idOf(symbol: string): number {
    const bytes = new TextEncoder().encode(symbol);
    return this.id(bytes, 0, bytes.length);
  }

  declare(id: number, style: Style, digits: number, by: 'commodity' | 'D'): void {
    const entry = this.#entries[id];
    if (!entry || (by === 'D' && entry.declared?.by === 'commodity')) return;
    entry.declared = { style, digits, by };
    // The mark of `D` ends with its file: the reader keeps it.
    if (by === 'commodity') this.mark[id] = style.mark.charCodeAt(0);
  }

  /** True until an amount of the commodity has shown how it is written. */
  wantsFirst(id: number): boolean {
    return this.#entries[id]?.style === undefined;
  }

  /** How an amount of a posting is written: the first decides, and the first with groups decides on groups. */
  seen(id: number, style: Style): void {
    const entry = this.#entries[id];
    if (!entry) return;
    if (!entry.style) entry.style = style;
    else if (entry.style.group === undefined && style.group !== undefined) {
      entry.style = { ...entry.style, group: style.group, mark: style.mark };
    }
  }

  /** Digits to balance by, as hledger has them; undefined where only costs are in this commodity. */
  balancingDigits(id: number): number | undefined {
    const digits = this.#entries[id]?.declared?.digits ?? this.digits[id] ?? -1;
    return digits < 0 ? undefined : digits;
  }

  /** As the journal's readers see them. */
  sealed(): JournalCommodity[] {
    return this.#entries.map(({ style, declared }, id) => {
      const symbol = this.symbol(id);
      const written = declared?.style ??
        style ?? { side: symbol.length === 1 ? 'left' : 'right', spaced: symbol.length > 1, mark: '.' };
      return {
        symbol,
        currency: currencyOf(symbol),
        scale: this.scale[id] ?? 0,
        digits: this.balancingDigits(id) ?? this.scale[id] ?? 0,
        style: written,
      };
    });
  }
}
