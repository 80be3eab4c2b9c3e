import { useQueryClient } from '@tanstack/preact-query';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ReportType, Send } from '../../api/contract.ts';
import { asProblem } from '../../api/problem.ts';
import { announce, Button, classes, count, Failed, Panel } from '../../ui/index.ts';
import { Half, Ring, Tick } from '../../ui/icons.tsx';
import { sentence } from '../../ui/states.tsx';
import { OutcomePanel } from './outcome.tsx';
import { begin, dismiss, isBusy, resume, useSending, type Sending } from './sending.ts';
import { outcomeOf, settledOf, STEPS } from './words.ts';

/** What is quicker needs no bar. */
const PATIENCE = 3000;

export interface ProgressProps {
  readonly reports: readonly ReportType[];
}

/** What became of “Send now”: how far it is, and how it ended. */
export function Progress({ reports }: ProgressProps) {
  const sending = useSending();
  const queries = useQueryClient();
  const state = sending?.send?.state;
  const busy = sending !== undefined && isBusy(sending);

  useEffect(() => void resume(), []);
  useSaid(sending?.send, busy);
  useEffect(() => {
    if (state === undefined) return;
    void queries.invalidateQueries({ queryKey: ['/api/dispatches'] });
    if (!busy) void queries.invalidateQueries({ queryKey: ['/api/reports'] });
  }, [state, busy, queries]);

  // On a phone it is below what was pressed.
  const box = useRef<HTMLDivElement>(null);
  const started = sending?.startedAt;
  useEffect(() => {
    if (started !== undefined) box.current?.scrollIntoView({ block: 'nearest' });
  }, [started]);

  if (!sending) return null;
  return (
    <div ref={box}>
      <Stage sending={sending} reports={reports} />
    </div>
  );
}

interface StageProps extends ProgressProps {
  readonly sending: Sending;
}

function Stage({ sending, reports }: StageProps) {
  const { send, error, wish } = sending;
  if (error !== undefined) return <Broken sending={sending} />;
  if (send && !isBusy(sending)) return <OutcomePanel send={send} name={wish.name} reports={reports} onClose={close} />;
  return (
    <Panel title={`Sending ${wish.name}`}>
      <p>{send ? sentence(send.says) : 'Asking the server…'}</p>
      <Bar sending={sending} />
    </Panel>
  );
}

/** The button goes away with its panel: the focus goes to where the page begins. */
function close(): void {
  dismiss();
  document.querySelector<HTMLElement>('h1')?.focus();
}

/** Refused, or lost sight of: only in the second case may something have gone out. */
function Broken({ sending: { send, error, wish, key } }: { readonly sending: Sending }) {
  const wasRefused = !send && asProblem(error).status > 0;
  return (
    <Panel title={`Sending ${wish.name}`}>
      <Failed
        error={error}
        title={wasRefused ? 'Nothing was sent' : 'It is not known how far it is'}
        onRetry={() => void begin(wish, key)}
      />
      {wasRefused ? null : (
        <p class="text-quiet">Trying again is safe: the server knows this send, and sends it once.</p>
      )}
      <div>
        <Button small onClick={close}>
          Close
        </Button>
      </div>
    </Panel>
  );
}

/** Says aloud each step and the end, not each recipient. */
function useSaid(send: Send | undefined, busy: boolean): void {
  const step = send && (busy ? send.state : outcomeOf(send).headline);
  const saidRef = useRef<string>();
  useEffect(() => {
    if (!send || step === undefined || saidRef.current === step) return;
    saidRef.current = step;
    announce(busy ? send.says : step);
  }, [send, busy, step]);
}

/** The steps, and of the last one how many recipients are settled: what is queued is not sent. */
function Bar({ sending: { send, startedAt } }: { readonly sending: Sending }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), Math.max(0, PATIENCE - (Date.now() - startedAt)));
    return () => clearTimeout(timer);
  }, [startedAt]);
  if (!shown || !send) return null;
  const at = STEPS.findIndex(({ state }) => state === send.state);
  const settled = settledOf(send);
  return (
    <div class="grid gap-3">
      <ol class="flex flex-wrap gap-x-6 gap-y-1">
        {STEPS.map(({ state, label }, step) => (
          <li
            key={state}
            class={classes('flex items-center gap-2', step === at ? 'font-semibold' : 'text-quiet')}
            {...(step === at ? { 'aria-current': 'step' as const } : {})}
          >
            {step < at ? <Tick /> : step === at ? <Half /> : <Ring />}
            {label}
            {step < at ? <span class="sr-only">(done)</span> : null}
          </li>
        ))}
      </ol>
      {send.state === 'sending' && send.recipients > 0 ? (
        <div class="grid gap-1">
          <progress
            class="progress"
            aria-label="Addresses settled"
            max={Math.max(send.recipients, 1)}
            value={settled}
          />
          <p>
            {count(settled)} of {count(send.recipients)} addresses settled, {count(send.sent)} accepted
          </p>
        </div>
      ) : null}
    </div>
  );
}
