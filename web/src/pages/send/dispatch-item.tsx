import { useBridge } from '../../api/index.ts';
import type { Dispatch, ReportType } from '../../api/contract.ts';
import { bytes, CopyButton, Day, duration, Instant, StateMark } from '../../ui/index.ts';
import { sentence } from '../../ui/states.tsx';
import { titleOf } from './choices.ts';
import { Recipients } from './recipients.tsx';
import { Resend } from './resend.tsx';
import { askedText, byText, forWhom, tally } from './words.ts';

export interface DispatchItemProps {
  readonly dispatch: Dispatch;
  readonly reports: readonly ReportType[];
}

/** One message: what, when and how it stands; opened, each recipient and what can be done. */
export function DispatchItem({ dispatch, reports }: DispatchItemProps) {
  const { user } = useBridge();
  const { report, queuedAt, recipients, failure, nextAt } = dispatch;
  const reader = forWhom(recipients);
  return (
    <details class="group">
      <summary class="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 py-2.5 hover:bg-sunken">
        <svg width="8" height="12" viewBox="0 0 8 12" aria-hidden="true" class="shrink-0 group-open:rotate-90">
          <path d="m1.5 1 5 5-5 5" fill="none" stroke="currentColor" stroke-width="2" />
        </svg>
        <span class="min-w-44 flex-1">
          <strong>{titleOf(reports, report)}</strong>
          <span class="block text-sm text-quiet">
            <Instant at={queuedAt} />
            {reader === undefined ? null : <span class="break-all"> · to {reader}</span>}
          </span>
        </span>
        <span class="flex flex-wrap gap-x-4 max-sm:w-full max-sm:ps-6">
          {tally(recipients).map(([word, of]) => (
            <StateMark key={word} state={word} count={of} />
          ))}
        </span>
      </summary>
      <div class="grid gap-4 ps-0 pb-5 sm:ps-6">
        {failure ? (
          <p class="text-bad">
            {sentence(failure.message)} <span class="text-sm text-quiet">Code {failure.code}</span>
          </p>
        ) : null}
        {nextAt === undefined ? null : (
          <p>
            Tried again <Instant at={nextAt} />.
          </p>
        )}
        <Recipients recipients={recipients} />
        <Facts dispatch={dispatch} />
        {user.role === 'admin' ? <Resend dispatch={dispatch} title={titleOf(reports, report)} /> : null}
      </div>
    </details>
  );
}

function Facts({ dispatch }: { readonly dispatch: Dispatch }) {
  const { period, by, resends, list, transport, from, attempts, expiresAt, generationMs, message, size, receipt } =
    dispatch;
  return (
    <dl class="grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[9rem_1fr] [&_dt]:text-quiet [&_dd]:min-w-0 [&_dd]:break-words">
      <dt>Report as of</dt>
      <dd>
        <Day on={period} />
      </dd>
      <dt>Sent by</dt>
      <dd>{byText(by)}</dd>
      {resends === undefined ? null : (
        <>
          <dt>Then</dt>
          <dd>
            <ul>
              {resends.map((one) => (
                <li key={`${one.at} ${one.by} ${one.which}`}>
                  {askedText(one.which)} by {byText(one.by)}, <Instant at={one.at} />
                </li>
              ))}
            </ul>
          </dd>
        </>
      )}
      {list === undefined ? null : (
        <>
          <dt>List</dt>
          <dd>{list}</dd>
        </>
      )}
      <dt>From</dt>
      <dd>
        {from} ({transport === 'outbox' ? 'outbox folder' : transport.toUpperCase()})
      </dd>
      <dt>Tries</dt>
      <dd>
        {attempts}; none after <Instant at={expiresAt} />
      </dd>
      <dt>Message</dt>
      <dd>
        {bytes(size)}, made in {duration(generationMs)}; SHA-256 <code class="font-mono">{message.slice(0, 12)}…</code>{' '}
        <CopyButton text={message} what="the message’s hash" />
      </dd>
      {receipt === undefined ? null : (
        <>
          <dt>Provider’s receipt</dt>
          <dd class="font-mono">{receipt}</dd>
        </>
      )}
    </dl>
  );
}
