import { Page } from '../ui/index.ts';

export default function CoveragePage() {
  return <Page title="Coverage">This page is being made.</Page>;
}
