import { CopyButton, Empty } from '../../ui/index.ts';
import { EXAMPLE } from './words.ts';

/** What to paste, so that something goes out by itself. */
export function NoSchedule() {
  return (
    <Empty title="There is no schedule yet">
      <div class="grid justify-items-start gap-2">
        <p>
          Paste this into <code class="font-mono text-sm">portfolio.yaml</code> and change it: the report, a list if it
          is for one only, and when: minute, hour, day of the month, month, day of the week, in the portfolio’s time
          zone.
        </p>
        <pre class="max-w-full rounded bg-sunken px-3 py-2 font-mono text-sm break-words whitespace-pre-wrap text-ink">
          {EXAMPLE}
        </pre>
        <CopyButton text={EXAMPLE} what="the schedule" />
        <p>Then start the server again.</p>
      </div>
    </Empty>
  );
}
