import { Fragment } from 'preact';

interface PlaceProps {
  /** `finance/jada/checking.csv:8` */
  readonly path: string;
}

/** A path, which is broken between its folders where it has to be. */
export function Place({ path }: PlaceProps) {
  const parts = path.split('/');
  return (
    <code class="font-mono text-sm font-normal break-words">
      {parts.map((part, at) => (
        <Fragment key={at}>
          {at === 0 ? null : (
            <>
              /<wbr />
            </>
          )}
          {part}
        </Fragment>
      ))}
    </code>
  );
}
