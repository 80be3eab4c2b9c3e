import { useEffect, useRef, useState } from 'preact/hooks';
import type { Finding } from '../../api/contract.ts';
import { Button, classes, count, Select, SeverityChip, TextField } from '../../ui/index.ts';
import {
  countsOf,
  entitiesOf,
  isFiltered,
  NO_FILTERS,
  ownersOf,
  SEVERITIES,
  STATES,
  toggled,
  type Choice,
  type Filters,
} from './filters.ts';
import { STATE_WORDS } from './words.ts';

export interface FilterBarProps {
  readonly all: readonly Finding[];
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
}

export function FilterBar({ all, filters, onChange }: FilterBarProps) {
  const select = (label: string, name: 'entity' | 'owner' | 'state', choices: readonly Choice[]) => (
    <Select
      label={label}
      value={filters[name]}
      options={[{ value: '', label: 'All' }, ...choices]}
      onChange={(value) => onChange({ ...filters, [name]: value })}
    />
  );
  return (
    <search class="no-print grid gap-3 rounded-lg border border-line bg-panel p-4" aria-label="Filter the findings">
      <Severities all={all} filters={filters} onChange={onChange} />
      <div class="grid grid-cols-2 items-start gap-3 lg:grid-cols-4">
        <Words filters={filters} onChange={onChange} />
        {select('Business', 'entity', entitiesOf(all))}
        {select('Owner', 'owner', ownersOf(all))}
        {select(
          'State',
          'state',
          STATES.map((value) => ({ value, label: STATE_WORDS[value] })),
        )}
      </div>
      {isFiltered(filters) ? (
        <div>
          <Button small onClick={() => onChange(NO_FILTERS)}>
            Show all findings
          </Button>
        </div>
      ) : null}
    </search>
  );
}

function Severities({ all, filters, onChange }: FilterBarProps) {
  const counts = countsOf(all, filters);
  return (
    <div role="group" aria-label="Severity" class="flex flex-wrap gap-2">
      {SEVERITIES.map((severity) => {
        const wanted = filters.severities.includes(severity);
        return (
          <button
            key={severity}
            type="button"
            aria-pressed={wanted}
            class={classes(
              'inline-flex min-h-11 cursor-pointer items-center gap-2 rounded border bg-panel px-2.5 text-ink',
              wanted ? 'border-accent font-semibold outline-2 -outline-offset-3 outline-accent' : 'border-edge',
            )}
            onClick={() => onChange(toggled(filters, severity))}
          >
            <SeverityChip severity={severity} />
            {count(counts[severity])}
          </button>
        );
      })}
    </div>
  );
}

/** Typing goes to the address when it rests: browsers limit how often that may change. */
const REST_MS = 250;

function Words({ filters, onChange }: Pick<FilterBarProps, 'filters' | 'onChange'>) {
  const [typed, setTyped] = useState(filters.words);
  const latestRef = useRef({ filters, onChange });
  useEffect(() => {
    latestRef.current = { filters, onChange };
  });
  useEffect(() => setTyped(filters.words), [filters.words]);
  useEffect(() => {
    const { filters: now, onChange: change } = latestRef.current;
    if (typed === now.words) return undefined;
    const timer = setTimeout(() => change({ ...latestRef.current.filters, words: typed }), REST_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <TextField
      label="Words"
      type="search"
      value={typed}
      placeholder="runway"
      onInput={(event) => setTyped(event.currentTarget.value)}
    />
  );
}
