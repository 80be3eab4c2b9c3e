import { firstDay, lastDay } from '../../core/date.ts';
import type { CoverageGap } from '../../model/facts.ts';
import type { Figure } from '../../model/figure.ts';
import { monthsBack } from '../ids.ts';
import { bookedOf } from './debt-booked.ts';
import { cellsFigure, gapOf, idOf, labelOf, nothing, numberFigure, type Scene } from './scene.ts';
import { SERVICE, type PaymentRow } from './sheets.ts';
import { turnsOf, type Year } from './turns.ts';

/** Principal and interest of twelve full months. */
export interface DebtService {
  /** By the lender where its statements have each turn of the year, else by the books. */
  readonly service: Figure;
  readonly from: 'lender' | 'books' | undefined;
  /** Rows of the lender's statements; undefined where there are none. */
  readonly rows: Figure | undefined;
  /** Principal and interest as the lender states them. */
  readonly stated: Figure | undefined;
  /** Interest and principal as the ledger has them. */
  readonly booked: Figure | undefined;
  /** What the ledger has on those accounts beyond principal and interest, up to the escrow that the lender states. */
  readonly escrow: Figure | undefined;
  /** Booked − stated − escrow: zero where the two agree. */
  readonly difference: Figure | undefined;
}

/** What both the lender and the ledger say of the debt; the service is not known where neither has the whole year. */
export async function debtOf(scene: Scene): Promise<DebtService> {
  const { book, full } = scene.ground;
  const months = monthsBack(full, 12);
  const year = { from: firstDay(months[0] ?? full), to: lastDay(full) };
  const lender = statedOf(scene, year);
  const books = await bookedOf(scene, year);
  const from = lender.isWhole ? 'lender' : books.isWhole ? 'books' : undefined;
  const used = from === 'lender' ? lender.stated : from === 'books' ? books.booked : undefined;
  const id = idOf(scene, 'debt-service');
  const label = labelOf(scene, 'debt service of 12 months');
  const text =
    from === 'lender' ? 'principal + interest, as the lender states them' : 'interest + principal, by the books';
  const service = used
    ? book.formula(id, label, scene.unit, 'sum', [used], { text })
    : book.unknown(id, label, scene.unit, 'no payments of a loan are on file for each turn of twelve full months');
  const { stated, escrow: escrowStated } = lender;
  const { booked } = books;
  const common = { service, from, stated, booked, rows: lender.rows } as const;
  if (!stated || !booked || !lender.isWhole) return { ...common, escrow: undefined, difference: undefined };
  const beyond = book.formula(
    idOf(scene, 'debt.beyond'),
    labelOf(scene, 'booked beyond principal and interest'),
    scene.unit,
    'difference',
    [booked, stated],
    { text: 'booked − stated by the lender' },
  );
  const above = book.formula(
    idOf(scene, 'debt.beyond.above'),
    labelOf(scene, 'booked beyond principal and interest, if anything'),
    scene.unit,
    'maximum',
    [beyond, nothing(scene)],
    { text: 'the same where it is above nothing' },
  );
  const escrow = escrowStated
    ? book.formula(
        idOf(scene, 'debt.escrow'),
        labelOf(scene, 'escrow paid with the loan'),
        scene.unit,
        'minimum',
        [escrowStated, above],
        { text: 'what is booked beyond principal and interest, up to the escrow that the lender states' },
      )
    : undefined;
  const difference = book.formula(
    idOf(scene, 'debt.difference'),
    labelOf(scene, 'books less lender'),
    scene.unit,
    'difference',
    [beyond, ...(escrow ? [escrow] : [])],
    { text: 'booked − stated by the lender − escrow' },
  );
  return { ...common, escrow, difference };
}

interface Stated {
  readonly rows: Figure | undefined;
  readonly stated: Figure | undefined;
  readonly escrow: Figure | undefined;
  readonly isWhole: boolean;
}

function statedOf(scene: Scene, year: Year): Stated {
  const payments = scene.sheets.payments.filter(({ date }) => date !== undefined && date <= year.to);
  if (scene.sheets.payments.length === 0)
    return { rows: undefined, stated: undefined, escrow: undefined, isWhole: false };
  const named = (part: string, label: string) => ({ id: idOf(scene, part), label: labelOf(scene, label) });
  const loans = [...new Set(payments.map(({ loan }) => loan))].map((loan) => {
    const own = payments.filter((row) => row.loan === loan);
    const turns = turnsOf(
      own.map(({ date = '' }) => date),
      year,
    );
    return { turns, rows: own.filter(({ date = '' }) => date >= turns.from) };
  });
  const inYear = loans.flatMap(({ rows }) => rows);
  const cells = (of: (row: PaymentRow) => bigint | undefined) =>
    inYear.flatMap((row) => {
      const value = of(row);
      return value === undefined ? [] : [{ file: row.file, line: row.line, value }];
    });
  const service = cells((row) => row.service);
  const escrow = cells((row) => row.escrow);
  const from = { table: 'loan_payments' } as const;
  const onFile = { ...named('loan-payments.rows', 'loan payments on file'), of: 'payment' };
  return {
    rows: numberFigure(scene, onFile, 'loan_payments', scene.sheets.payments),
    stated: cellsFigure(
      scene,
      named('debt.stated', 'principal and interest, as the lender states them'),
      { ...from, column: SERVICE },
      service,
    ),
    escrow:
      escrow.length === 0
        ? undefined
        : cellsFigure(
            scene,
            named('debt.escrow.stated', 'escrow, as the lender states it'),
            { ...from, column: 'escrow' },
            escrow,
          ),
    isWhole: loans.length > 0 && service.length === inYear.length && loans.every(({ turns: { isWhole } }) => isWhole),
  };
}

export function debtGaps(scene: Scene, { from, rows }: DebtService): CoverageGap[] {
  if (from === 'lender') return [];
  const source = rows
    ? 'statements of the loan for each turn of the last twelve full months'
    : 'statements of the loan (a sheet of kind loan-payments), where there is a loan';
  const suffers = ['RENT-04', idOf(scene, 'debt-service'), idOf(scene, 'dscr')];
  const wouldTell =
    from === 'books'
      ? 'principal and interest as the lender states them; the books tell until then'
      : 'what the debt costs a year';
  return [gapOf(scene, 'loan-payments', { source, wouldTell, suffers })];
}
