import type { Finding } from '../../api/contract.ts';

/** Gravest first: the order of everything on the page. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What became of a finding, as one may ask for it; `unreported`: no report that looks at it was sent yet. */
export const STATES = ['new', 'worse', 'persisting', 'reopened', 'quiet', 'unreported'] as const;
export type State = (typeof STATES)[number];

/** What is asked for; nothing of a kind: everything. */
export interface Filters {
  readonly severities: readonly Severity[];
  readonly entity: string;
  readonly owner: string;
  readonly state: State | '';
  readonly words: string;
}

export const NO_FILTERS: Filters = { severities: [], entity: '', owner: '', state: '', words: '' };

/** Stands for findings that nobody answers for. */
export const NOBODY = '-';

/** Reads the address; what it does not know it leaves out, so that an old link still opens. */
export function readFilters(search: string): Filters {
  const asked = new URLSearchParams(search);
  const severities = (asked.get('severity') ?? '').split(',');
  const state = asked.get('state') ?? '';
  return {
    severities: SEVERITIES.filter((severity) => severities.includes(severity)),
    entity: asked.get('entity') ?? '',
    owner: asked.get('owner') ?? '',
    state: STATES.find((known) => known === state) ?? '',
    words: asked.get('q') ?? '',
  };
}

/** For the address: `?severity=critical,high&q=runway`, or nothing. */
export function writeFilters({ severities, entity, owner, state, words }: Filters): string {
  const all = { severity: severities.join(','), entity, owner, state, q: words.trim() };
  const asked = Object.entries(all).filter(([, value]) => value !== '');
  return asked.length === 0 ? '' : `?${new URLSearchParams(asked).toString().replaceAll('%2C', ',')}`;
}

export function isFiltered(filters: Filters): boolean {
  return writeFilters(filters) !== '';
}

function stateOf({ life }: Finding): State {
  if (life?.quiet) return 'quiet';
  return life?.state ?? 'unreported';
}

/** Those asked for, in the order in which they came. */
export function filtered(findings: readonly Finding[], filters: Filters): readonly Finding[] {
  const words = wordsIn(filters.words);
  return findings.filter(
    (finding) =>
      (filters.severities.length === 0 || filters.severities.includes(finding.severity)) &&
      (filters.entity === '' || finding.entity === filters.entity) &&
      (filters.owner === '' || (finding.owner ?? NOBODY) === filters.owner) &&
      (filters.state === '' || stateOf(finding) === filters.state) &&
      words.every((word) => textOf(finding).includes(word)),
  );
}

/** How many there would be of each severity, by the other filters. */
export function countsOf(findings: readonly Finding[], filters: Filters): Readonly<Record<Severity, number>> {
  const others = filtered(findings, { ...filters, severities: [] });
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { severity } of others) counts[severity] += 1;
  return counts;
}

/** Asks for a severity, too, or no longer. */
export function toggled({ severities, ...others }: Filters, severity: Severity): Filters {
  const wanted = new Set(severities);
  if (!wanted.delete(severity)) wanted.add(severity);
  return { ...others, severities: SEVERITIES.filter((one) => wanted.has(one)) };
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export function entitiesOf(findings: readonly Finding[]): readonly Choice[] {
  const names = new Map(findings.map(({ entity, entityName }) => [entity, entityName]));
  return [...names].map(([value, label]) => ({ value, label })).toSorted(byLabel);
}

/** Whoever answers for one; at the end nobody, where there are such. */
export function ownersOf(findings: readonly Finding[]): readonly Choice[] {
  const owners = new Set(findings.flatMap(({ owner }) => (owner === undefined ? [] : [owner])));
  const named = [...owners].map((owner) => ({ value: owner, label: owner })).toSorted(byLabel);
  return findings.some(({ owner }) => owner === undefined) ? [...named, { value: NOBODY, label: 'Nobody' }] : named;
}

/** Gravest first; those of one severity stay as they came. */
export function gravestFirst(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

const byLabel = (a: Choice, b: Choice): number => a.label.localeCompare(b.label, 'en');

const wordsIn = (words: string): readonly string[] => words.toLowerCase().split(/\s+/).filter(Boolean);

function textOf({ id, check, title, claim, why, fix, subject, entityName, owner = '' }: Finding): string {
  return [id, check, title, claim, why, fix, subject, entityName, owner].join('\n').toLowerCase();
}
