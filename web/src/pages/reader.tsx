import { Page } from '../ui/index.ts';

export default function ReaderPage() {
  return <Page title="Reader">This page is being made.</Page>;
}
