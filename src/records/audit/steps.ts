import { digestOf } from '../../model/dispatch-state.ts';
import type { AuditMark, Dispatch } from '../../model/dispatch.ts';
import type { AuditEntry, AuditFault } from '../../model/records.ts';
import { fault } from './faults.ts';

/** What the chain says of a step: its digest, state and time. */
const told = ({ digest, state, at }: Omit<AuditMark, 'step'>): string => `${digest} ${state} ${at}`;

/** What the chain says of each dispatch, step by step: some 100 bytes a step stay in memory. */
export class Steps {
  readonly #byDispatch = new Map<string, (string | undefined)[]>();

  dispatches(): Iterable<string> {
    return this.#byDispatch.keys();
  }

  /** Takes an entry of the chain. One that repeats a step, as after a crash, repeats it word for word. */
  add(entry: AuditEntry): AuditFault | undefined {
    const { dispatch, step, seq } = entry;
    const steps = this.#byDispatch.get(dispatch) ?? [];
    this.#byDispatch.set(dispatch, steps);
    const known = steps[step - 1];
    if (known !== undefined) {
      const says = `it tells step ${step} of dispatch ${dispatch} otherwise than an entry before it`;
      return known === told(entry) ? undefined : fault('edited', `entry ${seq}`, says);
    }
    const isNext = step === steps.length + 1;
    steps[step - 1] = told(entry);
    const says = `entry ${seq} is of its step ${step}; the chain knows none of the step before`;
    return isNext ? undefined : fault('missing', `dispatch ${dispatch}`, says);
  }

  /**
   * How a dispatch differs from what the chain says of it; steps that wait in the dispatch itself count as said. Where
   * the chain lacks entries (`isWhole` is false), what it does not know is no fault of the dispatch.
   */
  check(dispatch: Dispatch, isWhole: boolean): AuditFault | undefined {
    const { id, step, state, pending } = dispatch;
    const record = `dispatch ${id}`;
    const steps = this.#byDispatch.get(id) ?? [];
    if (steps.length > step) {
      return fault('edited', record, `it is at step ${step}; the chain knows its step ${steps.length}`);
    }
    const other = pending.find((mark) => (steps[mark.step - 1] ?? told(mark)) !== told(mark));
    if (other) return fault('edited', record, `what waits to be added of its step ${other.step} is not what was added`);
    const last = pending.at(-1);
    const known = last ? told(last) : steps[step - 1];
    if (!goesOn(pending, step, isWhole ? steps.length : step) || (known === undefined && isWhole)) {
      const upTo = steps.length === 0 ? 'the chain does not know it' : `the chain knows it up to step ${steps.length}`;
      return fault('missing', record, `${upTo}; it is at step ${step}`);
    }
    const isSame = known === undefined || known.startsWith(`${digestOf(dispatch)} ${state} `);
    return isSame ? undefined : fault('edited', record, `it is not what it was after its step ${step}`);
  }
}

/** Steps that wait follow each other without a gap, from what is known to where the dispatch is. */
function goesOn(pending: readonly AuditMark[], step: number, known: number): boolean {
  const first = pending[0]?.step ?? step + 1;
  return (
    first <= known + 1 &&
    pending.every((mark, index) => mark.step === first + index) &&
    first + pending.length === step + 1
  );
}
