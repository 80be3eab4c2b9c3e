import { Empty, Link } from '../../ui/index.ts';
import { nothingFound, type Looked } from './words.ts';

/** Nothing found is not the same as nothing looked at. */
export function NothingFound({ looked }: { readonly looked: Looked | undefined }) {
  return (
    <Empty title={looked === undefined || looked.seen > 0 ? 'Nothing was found' : 'Nothing was looked at'}>
      {looked === undefined ? <p>How many checks looked is not known yet.</p> : <p>{nothingFound(looked)}</p>}
      <p>
        <Link to="/coverage">What could be seen, and what could not</Link>
      </p>
    </Empty>
  );
}
