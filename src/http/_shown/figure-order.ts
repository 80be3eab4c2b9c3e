import type { Figure } from '../../model/figure.ts';
import { HttpProblem } from '../_problem.ts';

/** A figure with its place in the list, which its cursor says again. */
interface Placed {
  readonly figure: Figure;
  readonly place: Place;
}

/** Not known comes last; then whose it is, how far down it lies, and its id, in which the months follow each other. */
type Place = readonly [known: 0 | 1, owner: number, depth: number, id: string];

/**
 * What somebody looks for first: what is known before what is not; the group's before each business's, in the order of
 * the portfolio, and the method's constants after them; `group.cash` before `group.cash.assets.checking`, the burn of the
 * last months before each month's.
 */
export function inOrder(figures: readonly Figure[], owners: readonly string[]): readonly Placed[] {
  const rank = new Map(owners.map((owner, at) => [owner, at]));
  return figures
    .map((figure): Placed => {
      const owner = rank.get(figure.id.split('.')[0] ?? '') ?? owners.length;
      return { figure, place: [figure.value === undefined ? 1 : 0, owner, depthOf(figure), figure.id] };
    })
    .toSorted((a, b) => compare(a.place, b.place));
}

/** How far down it lies: each word of its id is a step, a month two more; what counts cases lies below what counts money. */
function depthOf({ id, receipt }: Figure): number {
  const ofMonth = /\.\d{4}-\d\d/.test(id) ? 2 : 0;
  return id.split('.').length + ofMonth + (receipt.kind === 'method' ? 100 : 0);
}

function compare(a: Place, b: Place): number {
  const number = a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
  if (number !== 0) return number;
  return a[3] === b[3] ? 0 : a[3] < b[3] ? -1 : 1;
}

/** So many behind the cursor's place: figures that are added or go meanwhile make no other come twice. */
export function pageOf(placed: readonly Placed[], limit: number, cursor: string | undefined) {
  const after = cursor === undefined ? undefined : placeIn(cursor);
  // One more than asked for tells whether there is another page.
  const rest = placed.filter(({ place }) => !after || compare(place, after) > 0).slice(0, limit + 1);
  const page = rest.slice(0, limit);
  const last = rest.length > limit ? page.at(-1) : undefined;
  return { figures: page.map(({ figure }) => figure), cursor: last && cursorOf(last.place) };
}

const cursorOf = (place: Place): string => Buffer.from(place.join(' ')).toString('base64url');

function placeIn(cursor: string): Place {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const [, known, owner, depth, id] = /^([01]) (\d{1,4}) (\d{1,4}) (.+)$/.exec(text) ?? [];
  if (id === undefined) throw badCursor();
  const place = [known === '1' ? 1 : 0, Number(owner), Number(depth), id] as const;
  if (cursorOf(place) !== cursor) throw badCursor();
  return place;
}

const badCursor = (): HttpProblem =>
  new HttpProblem(400, 'bad-cursor', 'the cursor is none of this list; begin without one');
