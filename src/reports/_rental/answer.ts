import type { FactMap, Rental } from '../../analysis/index.ts';
import { compare, ZERO } from '../../core/decimal.ts';
import type { Figure } from '../../model/figure.ts';
import type { Sentence } from '../../model/finding.ts';
import { quote, say } from '../../model/sentence.ts';
import type { Contents } from '../_frame.ts';

/** The figures that answer for all that is let: of the one property, or of the group. */
export interface Whole {
  readonly name: string;
  readonly occupancy: Figure | undefined;
  readonly noi: Figure;
  readonly debtService: Figure;
  readonly dscr: Figure;
  readonly delinquent: Figure;
  readonly vacancyLoss: Figure;
  readonly openTickets: Figure | undefined;
}

export function wholeOf({ properties, group }: Rental): Whole | undefined {
  const [first] = properties;
  if (group) return { name: 'All properties', ...group };
  if (!first) return undefined;
  const { of, headlines, income, debt } = first;
  const { noi, cover } = income;
  return { name: of.entity.name, ...headlines, noi, debtService: debt.service, dscr: cover.dscr };
}

/** What is let, what is overdue and what is earned, in one sentence. */
export function answerOf({ rental }: FactMap): Pick<Contents, 'answer' | 'subject'> {
  const whole = rental.value && wholeOf(rental.value);
  if (!whole) {
    return {
      answer: say`Nothing is let: the portfolio has no entity of kind rental-property, and none with a rent roll or leases.`,
      subject: say`Rental report: nothing is let`,
    };
  }
  const name = say`${quote(whole.name)}`;
  const parts = [letWords(whole), overdueWords(whole), incomeWords(whole)];
  return {
    answer: [...name, ...say`: `, ...joined(parts), ...say`.`],
    subject: [...name, ...say`: `, ...joined(parts.slice(0, 2))],
  };
}

function letWords({ occupancy, vacancyLoss }: Whole): Sentence {
  if (!occupancy?.value) return say`what is let is not known`;
  const lost = isAbove(vacancyLoss) ? say`, ${vacancyLoss} of rent lost to vacancy so far` : say``;
  return say`${occupancy} let${lost}`;
}

function overdueWords({ delinquent }: Whole): Sentence {
  if (!delinquent.value) return say`whether rent is overdue is not known`;
  return isAbove(delinquent) ? say`${delinquent} of rent overdue` : say`no rent overdue`;
}

function incomeWords({ noi, dscr, debtService }: Whole): Sentence {
  if (!noi.value) return say`net operating income is not known`;
  const cover = dscr.value
    ? say`, ${dscr} times the debt service of ${debtService}`
    : say`; its debt service is not known`;
  return say`net operating income of ${noi} over twelve months${cover}`;
}

export const isAbove = ({ value }: Figure): boolean => value !== undefined && compare(value, ZERO) > 0;

const joined = (parts: readonly Sentence[]): Sentence =>
  parts.flatMap((part, at) => (at === 0 ? part : [...say`; `, ...part]));
