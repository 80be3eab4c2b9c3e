import type { EntityBookkeeping, FactMap } from '../../analysis/index.ts';
import type { Block, CellValue, TableRow } from '../../model/report.ts';
import { say } from '../../model/sentence.ts';
import { figure, label, left, right, whenSeen } from '../_cells.ts';

const KEEPS: Readonly<Record<EntityBookkeeping['keeps'], string>> = {
  books: 'Books kept',
  statements: 'None found',
  nothing: 'Nothing on file',
};

const dateOr = (date: string | undefined, none: string): CellValue =>
  date === undefined ? label(none) : { kind: 'date', date };

/** Who keeps books, and what moved where nobody does. */
export function booksTable({ bookkeeping }: FactMap): Block {
  return whenSeen(bookkeeping, 'books', 'Accounting systems', ({ entities }) => ({
    kind: 'table',
    id: 'books',
    title: 'Accounting systems',
    columns: [
      ...left('Entity', 'Accounting system'),
      ...right('Movements on file'),
      ...left('From', 'To', 'Closed to'),
    ],
    rows: entities.map(({ of, keeps, movements, first, last, closes }): TableRow => ({
      cells: [
        label(of.entity.name),
        label(KEEPS[keeps]),
        keeps === 'nothing' ? { kind: 'unknown', why: `${of.entity.name} has nothing on file` } : figure(movements),
        dateOr(first, ''),
        dateOr(last, ''),
        dateOr(
          closes
            .map(({ through }) => through)
            .toSorted()
            .at(-1),
          keeps === 'books' ? 'never' : '',
        ),
      ],
    })),
    note: say`Where none is found, the statements below come from the journal that is derived from statements and rules; quarterdeck export journal writes it down as opening books.`,
  }));
}

/** Statements against themselves and against the ledger. */
export function reconciliationTable({ reconciliation }: FactMap): Block {
  return whenSeen(reconciliation, 'reconciliation', 'Reconciliation', ({ accounts }) => ({
    kind: 'table',
    id: 'reconciliation',
    title: 'Reconciliation',
    columns: [
      ...left('Entity', 'Account', 'State', 'Stated for'),
      ...right('Stated', 'In the ledger', 'Difference').map((column) => ({ ...column, cents: true })),
    ],
    rows: accounts.map(({ of, account, state, last }): TableRow => {
      const none = 'no statement states a balance';
      return {
        cells: [
          label(of.entity.name),
          label(account),
          label(STATES[state]),
          last ? { kind: 'date', date: last.on } : { kind: 'unknown', why: none },
          figure(last?.stated, none),
          figure(last?.found, none),
          figure(last?.difference, none),
        ],
      };
    }),
    note: say`A statement is held against itself (what it opens with, and its rows, make what it closes with) and against the ledger on the same day. What differs is a finding and is never corrected here.`,
  }));
}

/** Of entities that keep books: what moved by their statements, and by the books. */
export function movementsTable({ reconciliation }: FactMap): Block[] {
  const moved = reconciliation.value?.movements ?? [];
  if (moved.length === 0) return [];
  return [
    {
      kind: 'table',
      id: 'movements',
      title: 'Movements, statements against books',
      columns: [
        ...left('Account', 'From', 'To'),
        ...right('Rows'),
        ...right('By statements', 'By the books', 'Difference').map((column) => ({ ...column, cents: true })),
      ],
      rows: moved.map(({ account, from, to, rows, stated, booked, difference }) => ({
        cells: [
          label(account),
          { kind: 'date', date: from },
          { kind: 'date', date: to },
          figure(rows),
          figure(stated),
          figure(booked),
          figure(difference),
        ],
      })),
      note: say`Statements of whoever keeps books make no journal: they are held against it. What the books have on another day than the bank, at either end, stands in the difference, too.`,
    },
  ];
}

const STATES = {
  agrees: 'Agrees',
  differs: 'Differs',
  unstated: 'No balance is stated',
  'begins-with-it': 'The ledger begins with it',
} as const;
