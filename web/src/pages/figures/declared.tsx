import type { Explanation } from '../../../../src/http/contract/figure.ts';
import { CopyButton, Panel } from '../../ui/index.ts';
import { Place } from './place.tsx';

type Placed = Extract<Explanation['receipt'], { line: number }>;

const WORDS = {
  assumption: {
    title: 'Declared in the portfolio',
    says: 'Nobody measured it: the owner wrote it there, and changes it there.',
  },
  record: {
    title: 'As it was recorded',
    says: 'It stands as an earlier report said it, and is not computed anew.',
  },
} as const;

/** A value that somebody wrote down: where, and what. */
export function Declared({ receipt: { kind, text, file, line, column } }: { readonly receipt: Placed }) {
  const { title, says } = WORDS[kind];
  const place = `${file}:${line}:${column}`;
  return (
    <Panel title={title}>
      <blockquote class="max-w-[68ch] border-s-4 border-line ps-3">{text}</blockquote>
      <p class="flex flex-wrap items-center gap-x-2">
        <Place path={place} />
        <CopyButton text={place} what="the place" />
      </p>
      <p class="max-w-[68ch] text-quiet">{says}</p>
    </Panel>
  );
}

export function Method({ text }: { readonly text: string }) {
  return (
    <Panel title="The method">
      <blockquote class="max-w-[68ch] border-s-4 border-line ps-3">{text}</blockquote>
      <p class="max-w-[68ch] text-quiet">
        It is the same for every portfolio, and changes only with Quarterdeck itself.
      </p>
    </Panel>
  );
}
