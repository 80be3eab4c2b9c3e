import { Page } from '../ui/index.ts';

export default function SchedulePage() {
  return <Page title="Schedule">This page is being made.</Page>;
}
