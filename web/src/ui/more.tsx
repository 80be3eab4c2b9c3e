import { Button } from './button.tsx';

export interface MoreProps {
  /** Of `usePages`. */
  readonly pages: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
  /** “dispatches”. */
  readonly what: string;
}

/** The next page below this one; nothing when there is none. */
export function More({ pages, what }: MoreProps) {
  if (!pages.hasNextPage) return null;
  return (
    <div class="no-print">
      <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
        {pages.isFetchingNextPage ? 'Loading…' : `Show more ${what}`}
      </Button>
    </div>
  );
}
