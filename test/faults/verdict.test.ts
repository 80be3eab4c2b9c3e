import { describe, expect, it } from 'vitest';
import type { Accepted } from './_ses-events.ts';
import type { Ledger, Recorded, RecordedRecipient } from './_talk.ts';
import { judge } from './_verdict.ts';

const dispatch = (state: Recorded['state'], recipient: Partial<RecordedRecipient> = {}): Recorded => ({
  id: 'd1',
  state,
  message: 'aa',
  alerted: state === 'unknown',
  shown: state === 'queued' || state === 'sending' ? 'pending' : state,
  recipients: [{ address: 'm1-1@reader.example', role: 'to', state, ...recipient }],
});
const taken = (changes: Partial<Accepted> = {}): Accepted => ({
  seq: 1,
  messageId: 'x',
  from: 'reports@owner.example',
  recipients: ['m1-1@reader.example'],
  tags: { dispatch: 'd1' },
  configurationSet: 'reports',
  sha256: 'aa',
  size: 1,
  at: 0,
  ...changes,
});
const ledger = (dispatches: readonly Recorded[], unknown: readonly string[] = []): Ledger => ({
  dispatches,
  unknown,
  entries: 3,
  faults: [],
});
const of = (record: Recorded | undefined, accepted: readonly Accepted[], unknown: readonly string[] = []) =>
  judge({ posted: [1], ledger: ledger(record ? [record] : [], unknown), accepted });

describe('lost', () => {
  it.each<[string, Recorded | undefined, readonly Accepted[], string[]]>([
    ['nothing, where it is sent and was taken', dispatch('sent'), [taken()], []],
    ['nothing, where it is unknown, taken or not', dispatch('unknown'), [], []],
    ['nothing, where it was taken and bounced', dispatch('failed', { heard: 'bounced-hard' }), [taken()], []],
    ['a message that is not there any more', undefined, [], ['vanished']],
    ['one that is sent on record and was not taken', dispatch('sent'), [], ['sent on record, and never taken']],
    ['one that is still queued', dispatch('queued'), [], ['left queued']],
    ['one that is still being sent', dispatch('sending'), [taken()], ['left sending']],
    [
      'one that failed on record and was taken',
      dispatch('failed', { failure: 'timeout' }),
      [taken()],
      ['failed on record (timeout), and taken'],
    ],
    ['one that was given up', dispatch('failed', { failure: 'expired' }), [], ['given up (expired)']],
    ['a bounce of what was never taken', dispatch('failed', { heard: 'bounced-hard' }), [], ['given up ()']],
    ['one with other bytes', dispatch('sent'), [taken({ sha256: 'bb' })], ['sent with other bytes']],
    [
      'one that was taken and is on no record',
      dispatch('sent'),
      [taken(), taken({ tags: { dispatch: 'd2' }, recipients: ['m2-1@reader.example'] })],
      ['sent and not on record'],
    ],
  ])('%s', (_, record, accepted, what) => {
    expect(of(record, accepted).lost.map((one) => one.what)).toEqual(what);
  });
});

describe('doubled', () => {
  it('a reader who got a message in two dispatches', () => {
    const twice = [taken(), taken({ seq: 2, tags: { dispatch: 'd2' } })];
    expect(of(dispatch('sent'), twice).doubled).toEqual([{ what: 'taken 2 times', whose: 'm1-1@reader.example' }]);
  });

  it('a blind copy of one dispatch, not of two', () => {
    const copy = { recipients: ['audit@owner.example'] };
    expect(of(dispatch('sent'), [taken(copy), taken({ ...copy, tags: { dispatch: 'd2' } })]).doubled).toEqual([]);
    expect(of(dispatch('sent'), [taken(copy), taken(copy)]).doubled).toHaveLength(1);
  });
});

describe('unknown', () => {
  it('is counted from the audit, and resolved where it ended', () => {
    expect(of(dispatch('sent'), [taken()], ['d1'])).toMatchObject({ unknown: 1, resolved: 1 });
    expect(of(dispatch('sent'), [taken()])).toMatchObject({ unknown: 0, resolved: 0 });
  });

  it('stays, by what really became of it', () => {
    expect(of(dispatch('unknown'), [taken()])).toMatchObject({ unknown: 1, resolved: 0, open: { accepted: 1 } });
    expect(of(dispatch('unknown'), [])).toMatchObject({ resolved: 0, open: { accepted: 0, notAccepted: 1 } });
  });
});

describe('faults', () => {
  it('are an unknown without an alert, a dashboard that shows something else, and what verify found', () => {
    expect(of({ ...dispatch('unknown'), alerted: false }, []).faults).toEqual(['d1 is unknown, and nobody is told']);
    expect(of({ ...dispatch('sent'), shown: 'pending' }, [taken()]).faults).toEqual([
      'd1 is sent, and the dashboard shows pending',
    ]);
    expect(of({ ...dispatch('sent'), shown: undefined }, [taken()]).faults).toHaveLength(1);
    const found = judge({ posted: [], ledger: { ...ledger([]), faults: ['entry 2: edited'] }, accepted: [] });
    expect(found.faults).toEqual(['entry 2: edited']);
  });
});
