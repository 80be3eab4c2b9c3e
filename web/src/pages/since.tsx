import { Page } from '../ui/index.ts';

export default function SincePage() {
  return <Page title="Since">This page is being made.</Page>;
}
