import { Page } from '../ui/index.ts';

export default function AuditPage() {
  return <Page title="Audit">This page is being made.</Page>;
}
