import type { Sentence } from '../../model/finding.ts';
import { plain, runsRightToLeft } from '../outside.ts';
import { figureOf, partText, type Figures } from '../sentence.ts';
import { INK } from './style.ts';

/** A minus stays with what it is the sign of: it may part from a currency's sign (UAX #14), a joiner holds it. */
export function signed(text: string): string {
  return text.replace('\u2212', '\u2212\u2060');
}

/** A number, its unit and its sign stay on one line. */
export function unbroken(text: string): string {
  return signed(text.replaceAll(' ', '\u00a0'));
}

/** Words from outside, safe to look at; isolated where their letters would turn the words around them. */
export function Outside({ text }: { readonly text: string }) {
  const safe = plain(text);
  return runsRightToLeft(safe) ? <bdi>{safe}</bdi> : <>{safe}</>;
}

/** A sentence; each figure in it carries its id, so that a reader can ask `quarterdeck explain` for its receipt. */
export function Words({ sentence, figures }: { readonly sentence: Sentence; readonly figures: Figures }) {
  const parts = sentence.map((part) => {
    const text = partText(part, figures);
    if (part.kind === 'quote') return <Outside text={text} />;
    if (part.kind !== 'figure') return text;
    const known = figureOf(figures, part.id).value !== undefined;
    return <span title={part.id}>{known ? unbroken(text) : text}</span>;
  });
  return <>{parts}</>;
}

export function Heading({ text }: { readonly text: string }) {
  return (
    <h2 style="margin:0 0 12px;font-size:17px;line-height:24px;font-weight:600">
      <Outside text={text} />
    </h2>
  );
}

export function Muted({ text, size = 13 }: { readonly text: string; readonly size?: number }) {
  return (
    <p class="m" style={`margin:8px 0 0;font-size:${size}px;line-height:${size + 6}px;color:${INK.muted}`}>
      <Outside text={text} />
    </p>
  );
}

export function Note({ sentence, figures }: { readonly sentence: Sentence | undefined; readonly figures: Figures }) {
  if (!sentence) return <></>;
  return (
    <p class="m" style={`margin:8px 0 0;font-size:13px;line-height:19px;color:${INK.muted}`}>
      <Words sentence={sentence} figures={figures} />
    </p>
  );
}
