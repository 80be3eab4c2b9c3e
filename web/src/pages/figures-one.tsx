import { Page } from '../ui/index.ts';

export default function FigurePage() {
  return <Page title="Figure">This page is being made.</Page>;
}
