import { describe, expect, it } from 'vitest';
import { resendRequest } from '../../src/http/contract/dispatch.ts';
import type { Dispatch, RecipientState, ReportType, Send } from '../../web/src/api/contract.ts';
import {
  blindCopiesOf,
  choicesOf,
  chosen,
  lastOf,
  listsOf,
  nameOf,
  peopleOf,
  titleOf,
} from '../../web/src/pages/send/choices.ts';
import {
  alertsOf,
  askedText,
  byText,
  forWhom,
  isUnderWay,
  outcomeOf,
  reasonOf,
  settledOf,
  tally,
  wordOf,
} from '../../web/src/pages/send/words.ts';

const report = (type: string, kind: ReportType['kind'], more: Partial<ReportType> = {}): ReportType => ({
  type,
  title: `${type.toUpperCase()} report`,
  audience: 'the owner',
  kind,
  recipients: [{ email: 'ann@example.com', name: 'Ann', list: 'owners' }],
  bcc: ['audit@example.com'],
  ...more,
});

const REPORTS = [
  report('ceo', 'executive', { last: { at: '2026-04-29T15:00:00Z', state: 'sent', period: '2026-04', recipients: 2 } }),
  report('cfo', 'executive', {
    last: { at: '2026-04-30T15:00:00Z', state: 'failed', period: '2026-04', recipients: 3 },
    recipients: [
      { email: 'Ann@example.com', list: 'finance' },
      { email: 'ben@example.com', list: 'finance', suppressed: 'a hard bounce on 3 Mar' },
    ],
  }),
  report('rental', 'domain'),
  report('mine', 'own', { broken: 'mine.yaml:3: there is no such figure' }),
];

describe('what can be chosen', () => {
  it('stands in groups; all of it is for admins', () => {
    const labels = (isAdmin: boolean) =>
      choicesOf(REPORTS, isAdmin).map((entry) => [
        entry.label,
        'options' in entry ? entry.options.map(({ value }) => value) : [],
      ]);
    const mine = [
      ['Executive reports', ['executive', 'ceo', 'cfo']],
      ['Reports on one business', ['rental']],
      ['Your own reports', ['mine']],
    ];
    expect(labels(false)).toEqual(mine);
    expect(labels(true)).toEqual([...mine, ['Everything', ['all']]]);
  });

  it('does not offer a report with mistakes', () => {
    const options = choicesOf(REPORTS, true).flatMap((entry) => ('options' in entry ? entry.options : [entry]));
    expect(options.filter(({ disabled }) => disabled === true).map(({ value }) => value)).toEqual(['mine']);
  });

  it('has no group of one', () => {
    const options = choicesOf(REPORTS.slice(0, 1), false).flatMap((entry) => ('options' in entry ? entry.options : []));
    expect(options.map(({ value }) => value)).toEqual(['ceo']);
  });

  it.each([
    ['executive', ['ceo', 'cfo'], 'all 2 executive reports'],
    ['all', ['ceo', 'cfo', 'rental'], 'all 3 reports'],
    ['rental', ['rental'], 'RENTAL report'],
    ['mine', [], 'MINE report'],
    ['gone', [], 'gone'],
  ])('%s stands for %j', (choice, types, name) => {
    expect(chosen(REPORTS, choice).map(({ type }) => type)).toEqual(types);
    expect(nameOf(REPORTS, choice)).toBe(name);
  });

  it('a type that is no more keeps its name', () => expect(titleOf(REPORTS, 'old-one')).toBe('old-one'));
});

describe('who gets it', () => {
  it('each once, with the lists and reports that bring it', () => {
    expect(peopleOf(chosen(REPORTS, 'executive'))).toEqual([
      {
        email: 'Ann@example.com',
        name: 'Ann',
        lists: ['owners', 'finance'],
        reports: ['CEO report', 'CFO report'],
        suppressed: undefined,
      },
      {
        email: 'ben@example.com',
        name: undefined,
        lists: ['finance'],
        reports: ['CFO report'],
        suppressed: 'a hard bounce on 3 Mar',
      },
    ]);
  });

  it('of one list only', () => {
    expect(peopleOf(chosen(REPORTS, 'all'), 'owners').map(({ email, reports }) => [email, reports])).toEqual([
      ['ann@example.com', ['CEO report', 'RENTAL report']],
    ]);
  });

  it('of a list that they are not reached by otherwise: a send to it goes to all on it', () => {
    const both = report('cfo', 'executive', {
      recipients: [
        { email: 'ann@example.com', list: 'owners' },
        { email: 'ann@example.com', list: 'finance', suppressed: 'she left the list' },
      ],
    });
    expect(peopleOf([both], 'finance').map(({ email, suppressed }) => [email, suppressed])).toEqual([
      ['ann@example.com', 'she left the list'],
    ]);
    expect(peopleOf([both]).map(({ lists, suppressed }) => [lists, suppressed])).toEqual([
      [['owners', 'finance'], undefined],
    ]);
  });

  it('on which lists, and who gets blind copies', () => {
    expect(listsOf(REPORTS)).toEqual(['owners', 'finance']);
    expect(blindCopiesOf(REPORTS)).toEqual(['audit@example.com']);
  });
});

it('the latest of several reports is told', () => {
  expect(lastOf(REPORTS)).toMatchObject({ title: 'CFO report', state: 'failed', recipients: 3 });
  expect(lastOf(chosen(REPORTS, 'rental'))).toBeUndefined();
});

const AT = '2026-04-30T15:00:00.000Z';
const to = (
  state: RecipientState['state'],
  kind?: NonNullable<RecipientState['feedback']>['kind'],
): RecipientState => ({
  address: `${state}-${kind ?? 'nothing'}@example.com`,
  role: 'to',
  state,
  ...(kind === undefined ? {} : { feedback: { kind, at: AT } }),
});

describe('what became of it for one recipient', () => {
  it.each([
    ['queued', to('queued')],
    ['being sent', to('sending')],
    ['accepted', to('sent')],
    ['accepted', to('sent', 'accepted')],
    ['accepted', to('sent', 'delayed')],
    ['delivered', to('sent', 'delivered')],
    ['delivered', to('sent', 'complained')],
    ['bounced', to('sent', 'bounced-hard')],
    ['bounced', to('failed', 'bounced-soft')],
    ['failed', to('sent', 'rejected')],
    ['failed', to('failed')],
    ['unknown', to('unknown')],
    // What was heard before a second try is not how that ends.
    ['queued', to('queued', 'bounced-soft')],
    ['unknown', to('unknown', 'delivered')],
  ])('%s', (word, recipient) => {
    expect(wordOf(recipient)).toBe(word);
  });

  it('and why', () => {
    const failure = { class: 'permanent', code: 'no-mailbox', message: '550 no such mailbox' } as const;
    expect(reasonOf({ ...to('failed'), failure })).toBe('550 no such mailbox');
    expect(reasonOf({ ...to('sent'), feedback: { kind: 'bounced-hard', at: AT, detail: '5.1.1' } })).toBe(
      'there is no such mailbox: 5.1.1',
    );
    expect(reasonOf(to('sent', 'delivered'))).toBeUndefined();
    expect(reasonOf(to('sent'))).toBeUndefined();
  });
});

it('a message is counted by what became of it: what worked first', () => {
  expect(tally([to('failed'), to('sent'), to('unknown'), to('sent', 'delivered'), to('sent')])).toEqual([
    ['delivered', 1],
    ['accepted', 2],
    ['failed', 1],
    ['unknown', 1],
  ]);
});

it('a message is named by its readers: blind copies go with each', () => {
  const at = (address: string, role: 'to' | 'bcc'): RecipientState => ({ ...to('sent'), address, role });
  const copy = at('audit@example.com', 'bcc');
  expect(forWhom([at('ann@example.com', 'to'), copy])).toBe('ann@example.com');
  expect(forWhom([at('ann@example.com', 'to'), at('ben@example.com', 'to'), copy])).toBe('ann@example.com and 1 other');
  expect(forWhom([copy])).toBeUndefined();
});

type Delivery = Send['deliveries'][number];
const of = (state: Delivery['state'], recipients: number, more: Partial<Delivery> = {}): Delivery => ({
  report: 'ceo',
  dispatch: '20260430T150000Z-ceo-00000001',
  state,
  recipients,
  sent: state === 'sent' ? recipients : 0,
  attempts: 1,
  ...more,
});

/** The gate before the sending kept it back: there is no message. */
const REFUSED: Delivery = {
  report: 'cfo',
  state: 'failed',
  recipients: 0,
  sent: 0,
  attempts: 0,
  error: 'the reports differ',
};

function sendOf(state: Send['state'], deliveries: readonly Delivery[], more: Partial<Send> = {}): Send {
  const count = (some: readonly Delivery[]) => some.reduce((sum, { recipients }) => sum + recipients, 0);
  return {
    sent: deliveries.reduce((sum, { sent }) => sum + sent, 0),
    recipients: count(deliveries),
    dispatch: 'c0ffee',
    status: '/api/sends/c0ffee',
    type: 'executive',
    by: 'user:ann',
    state,
    says: '',
    startedAt: AT,
    deliveries: [...deliveries],
    ...more,
  };
}

it('what is queued is not settled', () => {
  const send = sendOf('sending', [of('queued', 5), of('sending', 4), of('sent', 3), of('failed', 2), of('unknown', 1)]);
  expect(settledOf(send)).toBe(6);
});

describe('how a send ended', () => {
  it.each([
    ['good', 'Accepted for 3 of 3 addresses, blind copies included.', sendOf('done', [of('sent', 3)])],
    [
      'warning',
      'Accepted for 4 of 7 addresses, blind copies included; 2 failed; of 1 nobody knows yet.',
      sendOf('done', [of('sent', 4), of('failed', 2), of('unknown', 1)]),
    ],
    [
      'info',
      'Accepted for 3 of 8 addresses, blind copies included; 5 wait in the queue.',
      sendOf('parked', [of('sent', 3), of('queued', 5)]),
    ],
    ['info', 'Nothing was sent yet: 1 waits in the queue.', sendOf('parked', [of('queued', 1)])],
    [
      'warning',
      'Accepted for 3 of 3 addresses, blind copies included; 1 report could not go out.',
      sendOf('done', [REFUSED, of('sent', 3)]),
    ],
    [
      'warning',
      'Accepted for 4 of 7 addresses, blind copies included; 1 waits in the queue; 1 failed; of 1 nobody knows yet.',
      sendOf('parked', [
        of('sent', 1),
        ...(['queued', 'failed', 'unknown'] as const).map((state) => of(state, 2, { sent: 1 })),
      ]),
    ],
    ['bad', 'Nothing was sent: 1 report could not go out.', sendOf('failed', [REFUSED])],
    ['bad', 'Nothing was sent: 4 failed.', sendOf('failed', [of('failed', 4)])],
    ['bad', 'Nothing was sent.', sendOf('failed', [], { problem: { code: 'no-reader', detail: 'nobody gets it' } })],
    [
      'info',
      'Nothing was sent a second time: it went out before, within the last hours.',
      sendOf('done', [of('sent', 3, { replayed: true })], { sent: 0 }),
    ],
    [
      'info',
      'Nothing was sent yet: 2 had it before, and got no second copy; 1 waits in the queue.',
      sendOf('parked', [of('queued', 3, { sent: 2, replayed: true })], { sent: 0 }),
    ],
    [
      'good',
      'Accepted for 2 of 5 addresses, blind copies included; 3 had it before, and got no second copy.',
      sendOf('done', [of('sent', 3, { replayed: true }), of('sent', 2)], { sent: 2 }),
    ],
  ] as const)('%s: %s', (tone, headline, send) => {
    expect(outcomeOf(send)).toEqual({ tone, headline });
  });
});

it('who had it sent', () => {
  expect(['user:ann', 'schedule:monday', 'cli:ben', 'ann'].map(byText)).toEqual([
    'ann',
    'the schedule monday',
    'ben, on the command line',
    'ann',
  ]);
});

it('says what somebody decided of a message', () => {
  const kinds = resendRequest.shape.which.unwrap().options;
  expect(kinds.map(askedText)).toEqual([
    'Sent again to whom it had failed',
    'Sent again, though it may have arrived',
    'Given up',
  ]);
});

it('alerts are told once each, and what is under way is looked at again', () => {
  const dispatch = (recipients: readonly RecipientState[], alert?: string) =>
    ({ recipients, ...(alert === undefined ? {} : { alert }) }) as Dispatch;
  expect(alertsOf([dispatch([], 'the key is refused'), dispatch([]), dispatch([], 'the key is refused')])).toEqual([
    'the key is refused',
  ]);
  expect([isUnderWay(dispatch([to('sent'), to('queued')])), isUnderWay(dispatch([to('sent')]))]).toEqual([true, false]);
});
