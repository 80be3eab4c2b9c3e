import { firstDay, lastDay, monthOf, type Month } from '../../core/date.ts';
import type { CoverageGap } from '../../model/facts.ts';
import type { Figure } from '../../model/figure.ts';
import { sqlText } from '../../model/sql.ts';
import { monthsBack } from '../ids.ts';
import type { MonthSum } from '../ledger.ts';
import { between, OF_THE_PERIOD, oneOf } from '../sql.ts';
import { amountOf } from '../sums.ts';
import { costClass, isDebt } from './accounts.ts';
import { cellsFigure, gapOf, idOf, labelOf, nothing, numberFigure, type Scene } from './scene.ts';
import { SERVICE, type PaymentRow } from './sheets.ts';

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
export function debtOf(scene: Scene): DebtService {
  const { book, full } = scene.ground;
  const months = monthsBack(full, 12);
  const lender = statedOf(scene, months);
  const books = bookedOf(scene, months);
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

function statedOf(scene: Scene, months: readonly Month[]): Stated {
  const { payments } = scene.sheets;
  if (payments.length === 0) return { rows: undefined, stated: undefined, escrow: undefined, isWhole: false };
  const named = (part: string, label: string) => ({ id: idOf(scene, part), label: labelOf(scene, label) });
  const rows = numberFigure(
    scene,
    { ...named('loan-payments.rows', 'loan payments on file'), of: 'payment' },
    'loan_payments',
    payments,
  );
  const inYear = payments.filter(({ date }) => date !== undefined && months.includes(monthOf(date)));
  const cells = (of: (row: PaymentRow) => bigint | undefined) =>
    inYear.flatMap((row) => {
      const value = of(row);
      return value === undefined ? [] : [{ file: row.file, line: row.line, value }];
    });
  const service = cells((row) => row.service);
  const escrow = cells((row) => row.escrow);
  const loans = [...new Set(inYear.map(({ loan }) => loan))];
  const isWhole =
    service.length === inYear.length &&
    loans.length > 0 &&
    loans.every((loan) =>
      hasEachTurn(
        inYear.filter((row) => row.loan === loan).map(({ date = '' }) => monthOf(date)),
        months,
      ),
    );
  return {
    rows,
    stated: cellsFigure(
      scene,
      named('debt.stated', 'principal and interest, as the lender states them'),
      { table: 'loan_payments', column: SERVICE },
      service,
    ),
    escrow:
      escrow.length === 0
        ? undefined
        : cellsFigure(
            scene,
            named('debt.escrow.stated', 'escrow, as the lender states it'),
            { table: 'loan_payments', column: 'escrow' },
            escrow,
          ),
    isWhole,
  };
}

/** Interest on expense accounts, and what went to the loans' own accounts. Undefined where the ledger has neither. */
function bookedOf(
  scene: Scene,
  months: readonly Month[],
): { readonly booked: Figure | undefined; readonly isWhole: boolean } {
  const { ground, of } = scene;
  const sums = ground.ledger
    .of(of.entity.id)
    .filter(({ month, category }) => months.includes(month) && category !== 'transfer' && category !== 'opening');
  const isInterest = ({ account }: MonthSum): boolean =>
    account.startsWith('Expenses:') && costClass(account) === 'debt';
  const isPrincipal = ({ account }: MonthSum): boolean => isDebt(account);
  const paid = sums.filter((sum) => isInterest(sum) || isPrincipal(sum));
  if (paid.length === 0) return { booked: undefined, isWhole: false };
  const part = (name: string, label: string, keep: (sum: MonthSum) => boolean): Figure => {
    const own = paid.filter(keep);
    const where = [
      `entity = ${sqlText(of.entity.id)}`,
      between(firstDay(months[0] ?? ground.full), lastDay(ground.full)),
      OF_THE_PERIOD,
      oneOf('account', [...new Set(own.map(({ account }) => account))]),
    ];
    const named = { id: idOf(scene, 'debt.booked', name), label: labelOf(scene, label), currency: of.currency };
    return amountOf(ground, named, { sums: own, where }, 1);
  };
  const interest = part('interest', 'interest, by the books', isInterest);
  const principal = part('principal', 'principal, by the books', isPrincipal);
  const id = idOf(scene, 'debt.booked');
  const label = labelOf(scene, 'interest and principal, by the books');
  const isBorrowing = principal.value !== undefined && principal.value.mantissa < 0n;
  const booked = isBorrowing
    ? scene.ground.book.unknown(id, label, scene.unit, 'more was borrowed than paid back in these months')
    : ground.book.formula(id, label, scene.unit, 'sum', [interest, principal], { text: 'interest + principal' });
  return {
    booked,
    isWhole:
      !isBorrowing &&
      hasEachTurn(
        paid.map(({ month }) => month),
        months,
      ),
  };
}

/** Payments come in each month, or evenly every second, third, fourth or sixth. */
function hasEachTurn(paid: readonly Month[], months: readonly Month[]): boolean {
  const turns = months.flatMap((month, at) => (paid.includes(month) ? [at] : []));
  const step = months.length / turns.length;
  return turns.length > 1 && Number.isInteger(step) && turns.every((turn, at) => turn === (turns[0] ?? 0) + at * step);
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
