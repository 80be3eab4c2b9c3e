import { CopyButton, Note } from '../../ui/index.ts';

const KEY = 'dashboard:\n  preview: true';

/** The portfolio does not let reports be read in the browser: which key does. */
export function SwitchedOff() {
  return (
    <Note tone="info" title="The portfolio has reading in the browser switched off">
      <div class="grid gap-2">
        <p>
          Who keeps it may want reports to be seen in the mail only. In{' '}
          <code class="font-mono text-sm">portfolio.yaml</code> this key switches it on, for admins; each reading goes
          on record:
        </p>
        <div class="flex flex-wrap items-end gap-2">
          <pre class="max-w-full rounded bg-sunken px-3 py-2 font-mono text-sm whitespace-pre-wrap">{KEY}</pre>
          <CopyButton text={KEY} what="the key" />
        </div>
        <p>
          Without it, <code class="font-mono text-sm">quarterdeck report cfo</code> prints a report where Quarterdeck
          runs.
        </p>
      </div>
    </Note>
  );
}
