import { useQueryClient } from '@tanstack/preact-query';
import type { Explanation } from '../../../../src/http/contract/figure.ts';
import { Link } from '../../ui/index.ts';
import { receiptPath } from './trail.ts';

interface CrumbsProps {
  readonly trail: readonly string[];
  /** The figure that is shown. */
  readonly here: string;
}

/** The way back up, from the figure that is shown to the list. */
export function Crumbs({ trail, here }: CrumbsProps) {
  const labelOf = useLabels();
  return (
    <nav aria-label="The way to this figure" class="text-sm">
      <ol class="flex flex-wrap gap-x-2 gap-y-1">
        <li>
          <Link to="/figures">Figures</Link>
        </li>
        {trail.map((step, depth) => (
          <li key={step} class="min-w-0 break-words before:me-2 before:text-quiet before:content-['›'/'']">
            <Link to={receiptPath(step, trail.slice(0, depth))} title={step}>
              {labelOf(step)}
            </Link>
          </li>
        ))}
        <li aria-current="page" class="min-w-0 break-words before:me-2 before:text-quiet before:content-['›'/'']">
          {here}
        </li>
      </ol>
    </nav>
  );
}

/** Names of figures that were shown before; the address has only their ids. */
function useLabels(): (id: string) => string {
  const client = useQueryClient();
  return (id) => {
    const kept = client.getQueriesData<Explanation>({ queryKey: [`/api/figures/${encodeURIComponent(id)}`] });
    return kept.find(([, data]) => data)?.[1]?.figure.label ?? id;
  };
}
