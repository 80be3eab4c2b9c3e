import { codeParts, spoken } from './words.ts';

/** A fragment of the server's as a sentence; what stands between backticks is code. */
export function Said({ text }: { readonly text: string }) {
  return (
    <>
      {codeParts(spoken(text)).map(({ text: part, isCode }, at) =>
        isCode ? (
          <code key={at} class="font-mono text-sm">
            {part}
          </code>
        ) : (
          part
        ),
      )}
    </>
  );
}
