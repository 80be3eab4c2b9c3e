import { Page } from '../ui/index.ts';

export default function FindingsPage() {
  return <Page title="Findings">This page is being made.</Page>;
}
