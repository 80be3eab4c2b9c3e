import { Page } from '../ui/index.ts';

export default function SendPage() {
  return <Page title="Send">This page is being made.</Page>;
}
