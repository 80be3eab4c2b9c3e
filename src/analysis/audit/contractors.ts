import { compare, decimal } from '../../core/decimal.ts';
import type { CoverageGap } from '../../model/facts.ts';
import type { Figure } from '../../model/figure.ts';
import type { Entity } from '../../model/portfolio.ts';
import { sqlText } from '../../model/sql.ts';
import type { EntityCoverage } from '../coverage.ts';
import { figureId, money, scopeOf, slug } from '../ids.ts';
import { notSeen, seen, type Ground, type Reading } from '../input.ts';
import { integer } from '../ledger.ts';
import { between, EXPENSES, OF_THE_PERIOD, postingsQuery } from '../sql.ts';

export interface ContractorYear {
  readonly of: EntityCoverage;
  readonly name: string;
  readonly year: string;
  readonly paid: Figure;
  readonly limit: Figure;
  /** Paid the limit or more. */
  readonly reportable: boolean;
  /** A tax form is on file, or none is due. */
  readonly formed: boolean;
}

export interface Contractors {
  readonly years: readonly ContractorYear[];
}

/** Form 1099-NEC: payments of 600 dollars and more in a year to 2025, of 2,000 from 2026 (IRC 6041 as amended in 2025). */
const limitOf = (year: string): number => (year < '2026' ? 600 : 2000);

/** Expense accounts by whose name people outside are paid for work. */
const WORK = /contract|freelanc|day labou?r|captain|crew|artist/i;

/** ACC-11: who was paid for work, this calendar year and the last, and whether a tax form is on file. United States only. */
export async function contractors(ground: Ground): Promise<Reading<Contractors>> {
  const { portfolio } = ground.declared;
  const years: ContractorYear[] = [];
  const gaps: CoverageGap[] = [];
  const onFile = ground.coverage.entities.filter(({ accounts }) => accounts.length > 0);
  const countryOf = ({ entity }: EntityCoverage): string | undefined => entity.country ?? portfolio.country;
  const american = onFile.filter((of) => countryOf(of) === 'US');
  // Elsewhere there is no such form; where the country is not said, nobody can tell.
  gaps.push(...onFile.filter((of) => countryOf(of) === undefined).map(noCountry));
  for (const of of american) {
    for (const [index] of of.entity.contractors.entries()) years.push(...(await yearsOf(ground, of, index)));
    if (of.entity.contractors.length === 0 && worked(ground, of)) gaps.push(unnamed(of));
  }
  return years.length > 0 || gaps.length === 0 ? seen({ years }, gaps) : notSeen(...gaps);
}

async function yearsOf(ground: Ground, of: EntityCoverage, index: number): Promise<ContractorYear[]> {
  const contractor = of.entity.contractors[index];
  if (!contractor) return [];
  const now = ground.asOf.slice(0, 4);
  const found: ContractorYear[] = [];
  for (const year of [String(Number(now) - 1), now]) {
    const paid = await paidIn(ground, of, contractor, year);
    const limit = ground.book.constant(
      figureId('method', 'contractors', year),
      `Payments of ${year} that must be reported`,
      money('USD'),
      decimal(limitOf(year)),
      'threshold of Form 1099-NEC (IRC 6041)',
    );
    const reportable = paid.value !== undefined && limit.value !== undefined && compare(paid.value, limit.value) >= 0;
    const formed = contractor.form !== undefined || contractor.corporation;
    found.push({ of, name: contractor.name, year, paid, limit, reportable, formed });
  }
  return found;
}

/** Paid from a bank account: what goes by card or a payment network is reported by that network (Form 1099-K). */
const FROM_BANK = "txn IN (SELECT txn FROM postings WHERE category = 'cash' AND account LIKE 'Assets:%')";

async function paidIn(
  ground: Ground,
  { entity }: EntityCoverage,
  contractor: Entity['contractors'][number],
  year: string,
): Promise<Figure> {
  const payees = [contractor.payee].flat().map((payee) => `strpos(lower(payee), ${sqlText(payee.toLowerCase())}) > 0`);
  const where = [
    `entity = ${sqlText(entity.id)}`,
    between(`${year}-01-01`, year === ground.asOf.slice(0, 4) ? ground.asOf : `${year}-12-31`),
    EXPENSES,
    OF_THE_PERIOD,
    `currency = 'USD'`,
    `(${payees.join(' OR ')})`,
    FROM_BANK,
  ];
  const [row] = await ground.facts.query(
    `SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) AS paid FROM postings WHERE ${where.join(' AND ')}`,
  );
  const id = figureId(scopeOf(entity), 'contractor', slug(contractor.name), year);
  return ground.book.rows(
    id,
    `${entity.name} paid ${contractor.name} in ${year}`,
    money('USD'),
    integer(row?.['paid']),
    {
      query: postingsQuery(where),
      measure: 'amount',
      sign: 1,
    },
  );
}

function worked(ground: Ground, { entity }: EntityCoverage): boolean {
  return ground.ledger.of(entity.id).some(({ account }) => account.startsWith('Expenses:') && WORK.test(account));
}

function noCountry({ entity }: EntityCoverage): CoverageGap {
  return {
    id: `${entity.id}.country`,
    entity: entity.id,
    source: 'the country (`country:` in the portfolio)',
    wouldTell: 'whose tax rules hold for payments to contractors',
    suffers: ['ACC-11'],
  };
}

function unnamed({ entity }: EntityCoverage): CoverageGap {
  return {
    id: `${entity.id}.contractors`,
    entity: entity.id,
    source: 'the contractors by name (`contractors:` in the portfolio)',
    wouldTell: 'who was paid for work, and whose tax form is missing',
    suffers: ['ACC-11'],
  };
}
