import { Empty, Link } from '../../ui/index.ts';
import type { Looked } from './words.ts';

/** Nothing found is not the same as nothing looked at. */
export function NothingFound({ looked }: { readonly looked: Looked | undefined }) {
  return (
    <Empty title={looked === undefined || looked.seen > 0 ? 'Nothing was found' : 'Nothing was looked at'}>
      <p>
        A check that has what it needs and finds nothing is good news; one that could not look is none.{' '}
        <Link to="/coverage">See what could be seen, and what could not</Link>.
      </p>
    </Empty>
  );
}
