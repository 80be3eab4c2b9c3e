import type { StatementPart } from '../../model/statement.ts';
import { changesIn } from './balances.ts';
import { isNil } from './amounts.ts';
import type { Sheet } from './sheet.ts';
import type { StatementOptions } from './options.ts';

/** Names shown in one sentence; a journal with a slip of the pen has hundreds. */
const NAMES = 8;

/** What a reader must know beside the numbers, one sentence each. */
export function notesOf(sheet: Sheet, options: StatementOptions, parts: readonly StatementPart[]): readonly string[] {
  return [
    ...(sheet.periods.length === 0 ? ['There are no postings to report.'] : []),
    ...untyped(sheet),
    ...(options.kind === 'cashflow' ? withoutCash(sheet) : []),
    ...parts.flatMap((part) => unproven(sheet, options, part)),
  ];
}

function untyped({ digest, lanes, periods }: Sheet): readonly string[] {
  const some = changesIn(
    digest,
    lanes.filter(({ account }) => digest.accounts[account]?.type === undefined),
    periods,
  );
  const names = [...some].filter(([, { postings }]) => postings > 0).map(([account]) => digest.accounts[account]?.name);
  if (names.length === 0) return [];
  const shown = names.slice(0, NAMES).join(', ') + (names.length > NAMES ? ` and ${names.length - NAMES} more` : '');
  const which = names.length === 1 ? `The account ${shown} is` : `${names.length} accounts are`;
  const list = names.length === 1 ? '' : `: ${shown}`;
  return [
    `${which} neither assets, liabilities, equity, income nor expenses by name${list}. ` +
      'Declare what it is: account NAME  ; type: A (or L, E, R, X).',
  ];
}

function withoutCash({ digest }: Sheet): readonly string[] {
  if (digest.accounts.some(({ cash }) => cash)) return [];
  return [
    'No account is money at hand: cash is assets named cash, bank, checking, savings and the like. ' +
      'Declare what it is: account NAME  ; type: C.',
  ];
}

/** Why a difference may be: each reason that the journal gives. */
function unproven({ digest }: Sheet, options: StatementOptions, part: StatementPart): readonly string[] {
  if (part.kind === 'section') return [];
  if (part.row.id !== 'difference' && part.row.id !== 'unexplained') return [];
  if (isNil(part.row.amounts)) return [];
  const reasons = [
    ...(digest.unbalancedVirtual > 0 && !options.real ? ['virtual postings that need not balance (--real)'] : []),
    ...(digest.ownDates > 0 ? ['postings with a date of their own'] : []),
    ...(options.cleared ? ['transactions of which a part is cleared'] : []),
    ...(options.basis === 'cost' && digest.lanes.some(({ amount }) => amount === 'cost')
      ? ['costs that round in the journal']
      : []),
  ];
  const why = reasons.length === 0 ? 'transactions that do not balance' : reasons.join(', or ');
  return [`"${part.row.label}" is not nil. It comes from ${why}.`];
}
