import { useEffect, useRef, useState } from 'preact/hooks';
import { Button, Failed, Note, Panel, Waiting } from '../../ui/index.ts';
import type { Reading, Wish } from './use-reading.ts';

interface FrameProps {
  readonly reading: Reading;
  readonly onComposed: () => void;
  readonly onTab: (wish: Wish) => void;
  readonly onAgain: (wish: Wish) => void;
}

/** The report, in a frame in which nothing runs. */
export function Frame({ reading, onComposed, onTab, onAgain }: FrameProps) {
  const place = useRef<HTMLDivElement>(null);
  // On a phone it is below the fold, where browsers do not even draw it.
  useEffect(() => {
    if (reading.kind === 'asking') place.current?.scrollIntoView({ block: 'start' });
  }, [reading.kind]);
  return (
    <div ref={place} class="empty:hidden">
      <Shown {...{ reading, onComposed, onTab, onAgain }} />
    </div>
  );
}

function Shown({ reading, onComposed, onTab, onAgain }: FrameProps) {
  if (reading.kind === 'none') return null;
  const { wish } = reading;
  if (reading.kind === 'failed')
    return <Failed error={reading.error} title={`${wish.title} could not be opened`} onRetry={() => onAgain(wish)} />;
  const isOpen = reading.kind === 'open';
  return (
    <Panel
      title={wish.title}
      aside={
        <div class="no-print flex flex-wrap gap-2">
          <Button small busy={!isOpen} onClick={() => onAgain(wish)}>
            Read again
          </Button>
          <Button small busy={!isOpen} onClick={() => onTab(wish)}>
            Open in its own tab
          </Button>
        </div>
      }
    >
      <p class="no-print text-sm text-quiet">
        {wish.reader === undefined ? 'As the first who gets it.' : `As it goes to ${wish.reader}.`} To print it, open it
        in its own tab and print that. Each opening is put on record.
      </p>
      <div class="relative h-[max(30rem,calc(100dvh-9rem))]">
        {reading.kind === 'asking' ? null : (
          <iframe
            key={reading.url}
            src={reading.url}
            // Nothing runs in it, and nothing leads out of it.
            sandbox=""
            title={`${wish.title}, the report`}
            class="size-full rounded border border-line"
            onLoad={onComposed}
          />
        )}
        {/* Above the frame, which has its full size from the start: browsers draw none that is hidden. */}
        {isOpen ? null : (
          <div class="absolute inset-0 bg-panel">
            <Composing />
          </div>
        )}
      </div>
    </Panel>
  );
}

const SLOW_AFTER = 3;

/** A skeleton at once, and after three seconds how long it has been. */
function Composing() {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <div class="grid gap-3">
      <Waiting what="the report" lines={8} />
      {seconds < SLOW_AFTER ? null : (
        <Note tone="info" title={`Composing for ${seconds} s`}>
          Sources that changed are read first, and then every figure is computed anew.
        </Note>
      )}
    </div>
  );
}
