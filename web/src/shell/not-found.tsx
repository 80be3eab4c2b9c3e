import { Link, Page } from '../ui/index.ts';

export function NotFoundPage() {
  return (
    <Page title="There is no such page" answer="The address is not one of this dashboard’s.">
      <p>
        <Link to="/">Go to Send</Link>
      </p>
    </Page>
  );
}
