import {
  monthLabel,
  type EarlyRow,
  type FactMap,
  type Recognition,
  type RollForward,
  type StreamRecognition,
} from '../../analysis/index.ts';
import type { Figure } from '../../model/figure.ts';
import type { Sentence } from '../../model/finding.ts';
import type { Block, CellValue, TableRow } from '../../model/report.ts';
import { quote, say } from '../../model/sentence.ts';
import { figure, label, left, quoted, right, whenSeen, words } from '../_cells.ts';
import { cents } from './statements.ts';

/** Policies, what was booked before its service, and the contract liabilities by month. */
export function recognitionBlocks({ recognition }: FactMap): Block[] {
  const policies = whenSeen(recognition, 'recognition', 'Revenue recognition', policyTable);
  const { value } = recognition;
  if (!value) return [policies];
  return [policies, ...earlyTables(value), ...rollForwards(value), ...openMatters(value)];
}

const POLICIES = { 'point-in-time': 'on the day of service', 'over-time': 'evenly over its days' } as const;
const SHEETS: Readonly<Record<StreamRecognition['bookings'], string>> = {
  'on file': 'on file',
  missing: 'missing',
  'not expected': 'none',
};

function policyTable({ streams }: Recognition): Block {
  return {
    kind: 'table',
    id: 'recognition',
    title: 'Revenue recognition by stream',
    columns: [
      ...left('Entity', 'Stream', 'Earned', 'Bookings'),
      ...right('Revenue of 12 months', 'Received for services ahead'),
    ],
    rows: streams.map(({ of, stream, policy, bookings, revenue, ahead }) => ({
      cells: [
        label(of.entity.name),
        label(stream.name),
        label(policy ? POLICIES[policy] : 'no policy'),
        label(SHEETS[bookings]),
        figure(revenue),
        aheadCell(ahead, bookings),
      ],
    })),
    note: say`Without bookings nobody can tell which payments are for services still ahead.`,
  };
}

function aheadCell(ahead: Figure | undefined, bookings: StreamRecognition['bookings']): CellValue {
  if (ahead) return figure(ahead);
  return bookings === 'missing' ? { kind: 'unknown', why: 'no bookings are on file' } : label('–');
}

/**
 * Every payment that was booked as revenue before its service, one a row: first those that put a month's revenue wrong;
 * in the appendix those that were served within the month.
 */
function earlyTables({ streams }: Recognition): Block[] {
  const found = streams.flatMap(({ of, stream, early }) =>
    early && early.rows.length > 0 ? [{ of, stream, early }] : [],
  );
  if (found.length === 0) return [];
  const isMisplaced = (row: EarlyRow): boolean => row.ahead || row.otherMonth;
  const wrong = found.flatMap(({ of, early }) => [
    ...early.rows.filter(isMisplaced).map((row) => earlyCells(of.entity.name, row)),
    { cells: [label(of.entity.name), ...blank(6), figure(early.misplaced.amount)], total: true },
  ]);
  const others = found.flatMap(({ of, early }) =>
    early.rows.filter((row) => !isMisplaced(row)).map((row) => earlyCells(of.entity.name, row)),
  );
  const note = found.flatMap(
    ({ stream, early }): Sentence =>
      say`${quote(stream.name)}: ${early.number} of ${early.amount} came before the service in these months, ${early.misplaced.number} of them for another month or for a service still ahead. `,
  );
  const title = 'Deposits booked as revenue before the service';
  return [
    { kind: 'table', id: 'early-revenue', title, columns: EARLY_COLUMNS, rows: wrong, note },
    ...(others.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            id: 'early-revenue-same-month',
            title: `${title}, but within its month`,
            columns: EARLY_COLUMNS,
            rows: others,
            appendix: true as const,
          },
        ]),
  ];
}

const EARLY_COLUMNS = [
  ...left('Entity', 'Paid', 'Payment', 'Booking', 'Service'),
  ...right('Early'),
  ...left('State'),
  ...cents(right('Amount')),
];

function earlyCells(entity: string, row: EarlyRow): TableRow {
  return {
    cells: [
      label(entity),
      { kind: 'date', date: row.date },
      quoted(row.payee),
      quoted(row.reference || row.customer),
      { kind: 'date', date: row.service },
      figure(row.days),
      label(stateOf(row)),
      figure(row.amount),
    ],
  };
}

function stateOf({
  ahead,
  otherMonth,
  cancelled,
}: {
  ahead: boolean;
  otherMonth: boolean;
  cancelled: boolean;
}): string {
  if (cancelled) return ahead ? 'cancelled, still held' : 'cancelled';
  if (ahead) return 'still ahead';
  return otherMonth ? 'another month' : 'same month';
}

const blank = (count: number): CellValue[] => Array.from({ length: count }, () => label(''));

const MONTHS_SHOWN = 6;

const BASES: Readonly<Record<RollForward['basis'], string>> = {
  posted: 'as its policy puts it; the account shows the same',
  books: 'as the books have it',
  unposted: 'what would be held: no policy is declared, and nothing is posted',
};

/** One table a stream: the months across, the movements down, and what proves the closing. */
function rollForwards({ streams }: Recognition): Block[] {
  return streams.flatMap(({ of, stream, rollForward }): Block[] => {
    if (!rollForward || rollForward.months.length === 0) return [];
    const months = rollForward.months.slice(-MONTHS_SHOWN);
    const line = (name: string, part: Exclude<keyof (typeof months)[number], 'month'>, total = false): TableRow => ({
      cells: [label(name), ...months.map((month) => figure(month[part]))],
      ...(total ? { total } : {}),
    });
    return [
      {
        kind: 'table',
        id: `contract-liability-${of.entity.id}-${stream.id}`,
        title: `Contract liability: ${of.entity.name}, ${stream.name}`,
        columns: [...left(''), ...cents(right(...months.map(({ month }) => monthLabel(month))))],
        rows: [
          line('Opening', 'opening'),
          line('Received for services ahead', 'new'),
          line('Earned', 'earned'),
          line('Given back', 'refunded'),
          line('Closing', 'closing', true),
          line(rollForward.basis === 'unposted' ? 'By the bookings still ahead' : 'By the account', 'against'),
          line('Difference', 'difference'),
        ],
        note: say`Basis: ${quote(BASES[rollForward.basis])}.`,
      },
    ];
  });
}

/** What nobody but the owner can settle: cancelled bookings that hold money, and payments without a booking. */
function openMatters({ streams }: Recognition): Block[] {
  const cancelled = streams.flatMap(({ of, cancelled: held }) =>
    held.map((one) => ({
      cells: [
        label(of.entity.name),
        quoted(one.reference || one.customer),
        { kind: 'date' as const, date: one.service },
        words(say`cancelled and not given back`),
        figure(one.held),
      ],
    })),
  );
  const unmatched = streams.flatMap(({ of, stream, unmatched: found }) => {
    if (!found || found.number.value?.mantissa === 0n) return [];
    const names = found.several.map(({ payee }) => payee).join('; ');
    const several = names === '' ? say`` : say`; several bookings could be meant: ${quote(names)}`;
    return [
      {
        cells: [
          label(of.entity.name),
          label(stream.name),
          label(''),
          words([...say`${found.number} that name no booking`, ...several]),
          figure(found.amount),
        ],
      },
    ];
  });
  if (cancelled.length + unmatched.length === 0) return [];
  return [
    {
      kind: 'table',
      id: 'recognition-open',
      title: 'Bookings and payments to be settled',
      columns: [...left('Entity', 'What', 'Service', 'Why'), ...cents(right('Amount'))],
      rows: [...cancelled, ...unmatched],
      note: say`A cancelled booking stays owed until a refund is paid or its status says that the price was kept. Payments without a booking stand as revenue when paid.`,
    },
  ];
}
