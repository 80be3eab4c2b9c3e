import { expect, it } from 'vitest';
import { auditState, type AuditState } from '../../src/http/contract/audit.ts';
import { answerOf, blindSpot, foundBy, goesOn, KINDS, readerOf } from '../../web/src/pages/audit/words.ts';

function state(more: Partial<AuditState> = {}): AuditState {
  const sound: AuditState = {
    sound: true,
    entries: 412,
    anchors: 3,
    faults: [],
    verifiedAt: '2026-04-30T15:00:00.000Z',
    tookMs: 1200,
  };
  return { ...sound, ...more };
}

const fault: AuditState['faults'][number] = { kind: 'edited', record: 'entry 7', says: 'its hash is another' };

it('says that nothing was changed, and what it was held against', () => {
  expect(answerOf(state())).toBe('412 entries, held against 3 checkpoints kept elsewhere: nothing was changed.');
  expect(answerOf(state({ entries: 1, anchors: 1 }))).toBe(
    '1 entry, held against 1 checkpoint kept elsewhere: nothing was changed.',
  );
});

it('claims less where nothing from outside was at hand', () => {
  expect(answerOf(state({ anchors: 0 }))).toBe(
    '412 entries, no checkpoints kept elsewhere to hold them against: nothing was changed, as far as the records themselves can tell.',
  );
});

it('says how many faults there are', () => {
  expect(answerOf(state({ sound: false, faults: [fault] }))).toBe(
    '1 fault in 412 entries: the records are not as they were written.',
  );
  expect(answerOf(state({ sound: false, entries: 0, faults: [fault, fault] }))).toMatch(/^2 faults in 0 entries/);
});

it('never calls records sound that have faults, or that are said not to be', () => {
  expect(answerOf(state({ faults: [fault] }))).toMatch(/^1 fault/);
  expect(answerOf(state({ sound: false }))).not.toMatch(/nothing was changed/);
});

it('says that an empty chain is empty', () => {
  expect(answerOf(state({ entries: 0, anchors: 0 }))).toBe('The chain has no entries yet: nothing has been sent.');
});

it('tells what it is blind to, with checkpoints from outside and without', () => {
  expect(blindSpot(0)).toMatch(/cut off their end.*would not see it/);
  expect(blindSpot(2)).toMatch(/^Up to the last checkpoint/);
});

it('has words for every kind of fault that the server names', () => {
  const kinds = auditState.shape.faults.element.shape.kind.options;
  expect(Object.keys(KINDS).toSorted()).toEqual([...kinds].toSorted());
});

it('names a reader by the id of the user', () => {
  expect(readerOf('user:ann')).toBe('ann');
  expect(readerOf('cli:ann')).toBe('cli:ann');
});

it('shows what the check before found as long as one goes on, and nothing where there was none', () => {
  const running = { running: { since: '2026-04-30T15:00:00.000Z' } };
  expect([goesOn(undefined), goesOn(state()), goesOn(running)]).toEqual([false, false, true]);
  expect(foundBy({ ...running, last: state() })).toEqual(state());
  expect([foundBy(running), foundBy(undefined), foundBy(state())]).toEqual([undefined, undefined, state()]);
});
