/*
 * The way from a figure of a report down to its rows. It stands in the address, so that it can be sent to somebody, and
 * the browser's own Back goes one step up.
 */

const BASE = '/figures';
/** Formulas are some ten deep; a longer trail is somebody's toy. */
const MOST = 20;

/** The address of a figure, and of the figures through which one came to it, the first of them first. */
export function receiptPath(id: string, trail: readonly string[] = []): string {
  const query = new URLSearchParams(trail.slice(-MOST).map((step): [string, string] => ['from', step]));
  return `${BASE}/${encodeURIComponent(id)}${query.size === 0 ? '' : `?${query}`}`;
}

/** The figure that an address names; undefined where it is none. */
export function idIn(path: string): string | undefined {
  if (!path.startsWith(`${BASE}/`)) return undefined;
  try {
    return decodeURIComponent(path.slice(BASE.length + 1)) || undefined;
  } catch {
    return undefined;
  }
}

export function trailIn(search: string): readonly string[] {
  return new URLSearchParams(search).getAll('from').filter(Boolean).slice(-MOST);
}

/** The trail below this figure. Back at a figure of it, the trail ends before that: it never goes round. */
export function trailTo(id: string, from: { readonly id: string; readonly trail: readonly string[] }) {
  const whole = [...from.trail, from.id];
  const before = whole.indexOf(id);
  return before === -1 ? whole : whole.slice(0, before);
}

export interface Asked {
  readonly q: string;
  readonly entity: string;
  /** `yes`, `no`, or either. */
  readonly known: string;
}

/** The search of the list: `?q=runway&entity=jada&known=no`. */
export function askedIn(search: string): Asked {
  const query = new URLSearchParams(search);
  const known = query.get('known') ?? '';
  return {
    q: query.get('q') ?? '',
    entity: query.get('entity') ?? '',
    known: known === 'yes' || known === 'no' ? known : '',
  };
}

export function searchPath({ q, entity = '', known = '' }: Partial<Asked> & Pick<Asked, 'q'>): string {
  const query = new URLSearchParams();
  if (q.trim() !== '') query.set('q', q.trim());
  if (entity !== '') query.set('entity', entity);
  if (known !== '') query.set('known', known);
  return query.size === 0 ? BASE : `${BASE}?${query}`;
}
