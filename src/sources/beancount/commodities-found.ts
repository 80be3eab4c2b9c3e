import { weighsIn, type Line } from './line.ts';
import { Refused } from './refused.ts';

/** What accounts hold, as far as it tells the commodity of a posting that names none. */
export interface Holdings {
  /** Commodities that an account holds. */
  held(account: number): readonly number[];
  /** Commodities that its lots of a commodity, or of any (-1), have their costs in. */
  costs(account: number, commodity: number): readonly number[];
}

/**
 * Finds out the commodities that postings leave out: that of the other postings when all weigh in one and one posting
 * asks, else the only one that the account holds. Throws Refused where neither tells.
 */
export function findCommodities(lines: readonly Line[], holdings: Holdings): void {
  const stated = lines.filter(({ auto }) => !auto);
  const known = new Set(stated.map(weighsIn).filter((commodity) => commodity >= 0));
  const asking = stated.filter((line) => weighsIn(line) < 0);
  const [only] = known;
  if (asking.length === 1 && known.size === 1 && only !== undefined) for (const line of asking) give(line, only);
  for (const line of stated) {
    if (weighsIn(line) < 0) give(line, single(line, candidates(line, holdings)));
    if (line.commodity < 0) line.commodity = single(line, holdings.held(line.account));
  }
}

function candidates(line: Line, holdings: Holdings): readonly number[] {
  return line.cost ? holdings.costs(line.account, line.commodity) : holdings.held(line.account);
}

function give(line: Line, commodity: number): void {
  if (line.cost || line.price) line.valued = commodity;
  else line.commodity = commodity;
}

function single({ posting }: Line, found: readonly number[]): number {
  const [only, second] = found;
  if (only !== undefined && second === undefined) return only;
  const message = 'neither the other postings nor its account tell the commodity of the posting';
  throw new Refused('amount-not-implied', posting, message, 'a commodity', 'write it');
}
