import { Link } from './link.tsx';

export interface FigureLinkProps {
  readonly figure: { readonly id: string; readonly label: string; readonly text: string };
  /** The label before the number: `Runway: 4.8 months`. */
  readonly labelled?: boolean;
}

/** A number that opens its receipt. */
export function FigureLink({ figure: { id, label, text }, labelled = false }: FigureLinkProps) {
  return (
    <Link to={figurePath(id)} title={label}>
      {labelled ? `${label}: ${text}` : text}
      {labelled ? null : <span class="sr-only"> ({label})</span>}
    </Link>
  );
}

export const figurePath = (id: string): string => `/figures/${encodeURIComponent(id)}`;
