import type { Position } from '../../core/problem.ts';
import { problem } from '../_codes.ts';
import type { Draft } from '../_ledger/draft.ts';
import type { Cursor } from '../_ledger/cursor.ts';

interface Doubt {
  readonly at: Position;
  readonly written: string;
  times: number;
}

/**
 * Amounts such as `1,000` where nothing declares the decimal mark. They are read as hledger reads them, as 1.000, and
 * each commodity that has one gets a warning: the other reading is a thousand times as much.
 */
export class Ambiguities {
  /** By commodity and the byte of the separator. */
  readonly #doubts = new Map<number, Doubt>();
  readonly #proven = new Set<number>();

  note(commodity: number, mark: number, cursor: Cursor, from: number): void {
    const key = commodity * 256 + mark;
    const doubt = this.#doubts.get(key);
    if (doubt) doubt.times += 1;
    else {
      const written = cursor.text(from, cursor.at).trim();
      this.#doubts.set(key, { at: cursor.position(from), written, times: 1 });
    }
  }

  /** An amount shows beyond doubt that the commodity has this decimal mark. */
  clear(commodity: number, mark: number): void {
    this.#proven.add(commodity * 256 + mark);
  }

  /** A warning for each commodity whose amounts never show that the separator is its decimal mark. */
  report(draft: Draft): void {
    for (const [key, { at, written, times }] of this.#doubts) {
      const mark = key % 256;
      const commodity = (key - mark) / 256;
      const other = mark === 44 ? 46 : 44;
      const contrary = this.#proven.has(commodity * 256 + other);
      if (this.#proven.has(key) && !contrary) continue;
      const symbol = draft.commodities.symbol(commodity);
      const sign = String.fromCharCode(mark);
      const more = times === 1 ? '' : `, and so ${times === 2 ? 'is 1 more' : `are ${times - 1} more`} like it`;
      const against = contrary
        ? `, though other amounts of it have "${String.fromCharCode(other)}" for their decimal mark`
        : '';
      const message = `"${written}" is read with "${sign}" for the decimal mark, as hledger reads it${more}${against}`;
      draft.problem(
        problem('amount-ambiguous', at, message, {
          expected: 'a directive that says what the separator means',
          mend: `write \`decimal-mark ${sign}\`, or \`decimal-mark ${String.fromCharCode(other)}\` if it groups thousands, above${symbol === '' ? '' : `; or \`commodity 1000.00 ${symbol}\``}`,
        }),
      );
    }
  }
}
