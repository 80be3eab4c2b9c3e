import {
  TO_DATE,
  type Consolidation,
  type Elimination,
  type FactMap,
  type GroupLine,
  type GroupStatement,
  type ShownHalf,
  type Unmatched,
} from '../../analysis/index.ts';
import type { Figure } from '../../model/figure.ts';
import type { Block, CellValue } from '../../model/report.ts';
import { quote, say } from '../../model/sentence.ts';
import { figure, label, left, quoted, right, whenSeen, words } from '../_cells.ts';
import { cents, dayLabel, statementRows, statementTable, type Table } from './statements.ts';

/** Months across in the mail; all of them are in the appendix. */
const SHOWN = 5;

const STATEMENTS = [
  ['income', 'income', 'Income statement'],
  ['balance', 'balance', 'Balance sheet'],
  ['cashFlow', 'cash-flow', 'Cash flow statement'],
] as const;

/** The group's statements by month, with their eliminations, what they rest on, and who owns what. */
export function groupBlocks({
  consolidation,
  declaredNames,
}: {
  consolidation: FactMap['consolidation'];
  declaredNames: ReadonlyMap<string, string>;
}): Block[] {
  const { value } = consolidation;
  if (!value)
    return [
      whenSeen(consolidation, 'group', 'Statements of the group', () => ({
        kind: 'prose',
        id: 'group',
        sentences: [],
      })),
    ];
  const name = (id: string): string => declaredNames.get(id) ?? id;
  const months = STATEMENTS.map(([part, id, title]) =>
    statementTable(`group-${id}`, `${value.label} ${title.toLowerCase()} by month`, value[part], SHOWN),
  );
  const [income, balance, ...others] = months;
  return [
    ...(income ? [income] : []),
    ...(balance ? [balance] : []),
    eliminationsTable(value, name),
    ...unmatchedTable(value, name),
    ...others,
    ...attributionTable(value, name),
    ...translationTable(value, name),
    ...ratesTable(value),
    ...STATEMENTS.flatMap(([part, id, title]) => [
      across(`consolidation-${id}`, `${value.label} ${title.toLowerCase()}, line by line`, value[part], value, name),
      wholeYear(`year-${id}`, `${value.label} ${title.toLowerCase()}, twelve months`, value[part]),
    ]),
    { kind: 'prose', id: 'group-notes', title: 'How the group is put together', sentences: value.notes },
  ];
}

function wholeYear(id: string, title: string, statement: GroupStatement): Table {
  return { ...statementTable(id, title, statement), appendix: true };
}

/** Entities + eliminations = group, on the day of the report or for its fiscal year to date. */
function across(
  id: string,
  title: string,
  statement: GroupStatement,
  { entities, currency }: Consolidation,
  name: (id: string) => string,
): Table {
  const shown = entities.filter((entity) => !statement.leftOut.includes(entity));
  const cells = (line: GroupLine): (Figure | undefined)[] => [
    ...shown.map((entity) => line.entities.get(entity)?.get(TO_DATE)),
    line.eliminations.get(TO_DATE),
    line.cells.get(TO_DATE),
  ];
  const without = statement.leftOut.map(name).join(', ');
  return {
    kind: 'table',
    id,
    title: `${title}, ${currency}, ${statement.kind === 'balance' ? dayLabel(statement.columns.at(-1)?.to ?? '') : 'fiscal year to date'}`,
    columns: [...left(''), ...cents(right(...shown.map(name), 'Eliminations', 'Group'))],
    rows: statementRows(statement, cells),
    note:
      without === ''
        ? say`Entities and eliminations make the group, on every line and to the cent.`
        : say`Entities and eliminations make the group, on every line and to the cent. Left out, for want of data: ${quote(without)}.`,
    appendix: true,
  };
}

const KINDS: Readonly<Record<Elimination['kind'], string>> = {
  transfer: 'Money moved',
  trade: 'Sale and cost',
  balances: 'Claim and debt',
  equity: 'Owner and owned',
};

const place = ({ file, line }: ShownHalf): string => `${file}:${line}`;

function eliminationsTable({ eliminations, currency }: Consolidation, name: (id: string) => string): Table {
  const side = ({ entity, account }: ShownHalf): CellValue => quoted(`${name(entity)}, ${account}`);
  const apart = eliminations.some(({ difference }) => difference !== undefined);
  return {
    kind: 'table',
    id: 'eliminations',
    title: 'Eliminations, line by line',
    columns: [
      ...left('Day', 'What', 'Debit', 'Credit', 'Rows'),
      ...cents(right('Amount', ...(apart ? ['Difference'] : []))),
    ],
    rows: eliminations.map(({ kind, debit, credit, difference }) => ({
      cells: [
        { kind: 'date', date: debit.date },
        label(KINDS[kind]),
        side(debit),
        side(credit),
        quoted(`${place(debit)} · ${place(credit)}`),
        figure(debit.figure),
        ...(apart ? [difference ? figure(difference) : label('')] : []),
      ],
    })),
    note: say`Each pair tells one event from both sides; the group in ${currency} takes both out. What has no twin stays in and is a finding.`,
    ...(eliminations.length > MANY ? { appendix: true as const } : {}),
  };
}

const MANY = 40;

const WHY: Readonly<Record<Unmatched['why'], string>> = {
  'on the way': 'Its twin may still come',
  'not on file': 'The other side is not on file for the day',
  differs: 'The other side has another amount',
  'one-sided': 'The other side has nothing',
};

function unmatchedTable({ unmatched }: Consolidation, name: (id: string) => string): Table[] {
  if (unmatched.length === 0) return [];
  return [
    {
      kind: 'table',
      id: 'unmatched',
      title: 'Between entities, without a twin: not eliminated',
      columns: [...left('Day', 'Entity', 'Other side', 'Account', 'Row', 'Why'), ...cents(right('Amount'))],
      rows: unmatched.map((half) => ({
        cells: [
          { kind: 'date', date: half.date },
          label(name(half.entity)),
          label(name(half.counterparty)),
          label(half.account),
          quoted(place(half)),
          label(WHY[half.why]),
          figure(half.figure),
        ],
      })),
    },
  ];
}

const PURPOSES = {
  average: 'Average, for income and costs',
  closing: 'Closing, for the balance sheet',
  historical: 'Historical, for equity',
} as const;

function ratesTable({ rates }: Consolidation): Table[] {
  if (rates.length === 0) return [];
  return [
    {
      kind: 'table',
      id: 'group-rates',
      title: 'Rates used',
      columns: [...left('For', 'Of'), ...right('Rate'), ...left('Note')],
      rows: rates.map(({ purpose, of, rate, note }) => ({
        cells: [
          label(PURPOSES[purpose]),
          label(of),
          figure(rate),
          note === undefined ? label('') : words(say`${quote(note)}`),
        ],
      })),
      appendix: true,
    },
  ];
}

function translationTable({ translations, currency }: Consolidation, name: (id: string) => string): Table[] {
  if (translations.length === 0) return [];
  return [
    {
      kind: 'table',
      id: 'translation',
      title: 'Translation differences',
      columns: [...left('Entity', 'Currency'), ...cents(right('In the balance sheet', 'From net assets alone'))],
      rows: translations.map(({ entity, currency: of, difference, proof }) => ({
        cells: [
          label(name(entity)),
          label(`${of} in ${currency}`),
          figure(difference.get(TO_DATE)),
          figure(proof.get(TO_DATE)),
        ],
      })),
      note: say`Cumulative: income at average rates and equity at historical ones, against net assets at the closing rate. Single lines are rounded to the cent, so the two may be some cents apart.`,
    },
  ];
}

function attributionTable({ attributions, owner, currency }: Consolidation, name: (id: string) => string): Table[] {
  if (owner === undefined || attributions.length === 0) return [];
  return [
    {
      kind: 'table',
      id: 'attribution',
      title: `What belongs to whom, ${currency}`,
      columns: [
        ...left('Entity'),
        ...right('Share of the owner'),
        ...cents(right('Net, owner', 'Net, others', 'Equity, owner', 'Equity, others')),
      ],
      rows: attributions.map(({ entity, share, netOwner, netOthers, equityOwner, equityOthers }) => ({
        cells: [
          label(entity === 'group' ? 'Group' : name(entity)),
          figure(share),
          ...[netOwner, netOthers, equityOwner, equityOthers].map((cells) => figure(cells.get(TO_DATE))),
        ],
        ...(entity === 'group' ? { total: true } : {}),
      })),
      note: say`The owner is ${quote(owner)}; shares as of the day of the report. Net is of the fiscal year to date.`,
    },
  ];
}
