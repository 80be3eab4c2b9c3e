import { Page } from '../ui/index.ts';

export default function FiguresPage() {
  return <Page title="Figures">This page is being made.</Page>;
}
