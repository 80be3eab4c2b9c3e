import { addDays, type IsoDate } from '../../core/date.ts';
import { decimal } from '../../core/decimal.ts';
import type { Figure } from '../../model/figure.ts';
import { folded } from '../audit/required-accounts.ts';
import type { EntityCoverage } from '../coverage.ts';
import { count, figureId, scopeOf } from '../ids.ts';
import { notSeen, seen, type Ground, type Reading } from '../input.ts';
import { between, oneOf } from '../sql.ts';
import { amountOf, type Selection } from '../sums.ts';
import { isCompany, papersOf, type Paper } from './papers-held.ts';
import { REQUIRED_PAPERS, type PaperKind } from './required-papers.ts';
import { sqlText } from '../../model/sql.ts';
import { year } from './window.ts';

/** A paper that the entity's kind asks for, and how it stands with it today. */
export interface RequiredPaper {
  readonly kind: PaperKind;
  /** `absent`: none is declared; `no-file`: declared, but its file is not there; `ending`: within the limit. */
  readonly state: 'valid' | 'absent' | 'no-file' | 'ended' | 'ending';
  /** The one that lasts longest. */
  readonly paper: Paper | undefined;
}

export interface EntityPapers {
  readonly of: EntityCoverage;
  readonly papers: readonly Paper[];
  readonly required: readonly RequiredPaper[];
  /** Premiums paid in the last twelve full months; undefined where no account is one of insurance. */
  readonly premiums: Figure | undefined;
}

export interface Certificates {
  readonly entities: readonly EntityPapers[];
  /** Days ahead within which a paper counts as ending. */
  readonly limit: Figure;
}

const LIMIT = 45;
const INSURANCE = /insur|versicher|assuranc|seguro/;

/** CEO-07: the papers that each company's kind asks for, and until when they hold. */
export function certificates(ground: Ground): Reading<Certificates> {
  const companies = ground.coverage.entities.filter(
    ({ entity }) =>
      isCompany(entity) && (REQUIRED_PAPERS[entity.kind].length > 0 || papersOf(ground, entity).length > 0),
  );
  if (companies.length === 0) return notSeen();
  const text = 'limit of CEO-07';
  const limit = ground.book.constant(
    'method.papers.days',
    'A paper is ending within',
    count('day'),
    decimal(LIMIT),
    text,
  );
  return seen({ entities: companies.map((of) => entityPapers(ground, of)), limit });
}

function entityPapers(ground: Ground, of: EntityCoverage): EntityPapers {
  const papers = papersOf(ground, of.entity);
  const required = REQUIRED_PAPERS[of.entity.kind].map((kind) =>
    standing(
      papers.filter((paper) => paper.kind === kind),
      kind,
      ground.asOf,
    ),
  );
  return { of, papers, required, premiums: premiumsOf(ground, of) };
}

/** A paper that states no end holds until someone says otherwise. */
function standing(papers: readonly Paper[], kind: PaperKind, asOf: IsoDate): RequiredPaper {
  const ends = ({ expires }: Paper): IsoDate => expires ?? '9999-12-31';
  const longest = (all: readonly Paper[]): Paper | undefined => all.toSorted((a, b) => (ends(a) < ends(b) ? 1 : -1))[0];
  const paper = longest(papers.filter(({ held }) => held));
  if (!paper) return { kind, state: papers.length === 0 ? 'absent' : 'no-file', paper: longest(papers) };
  if (ends(paper) < asOf) return { kind, state: 'ended', paper };
  return { kind, state: ends(paper) <= addDays(asOf, LIMIT) ? 'ending' : 'valid', paper };
}

function premiumsOf(ground: Ground, { entity, currency }: EntityCoverage): Figure | undefined {
  const { from, to } = year(ground);
  const sums = ground.ledger
    .of(entity.id)
    .filter(({ account }) => account.startsWith('Expenses:') && INSURANCE.test(folded(account)));
  if (sums.length === 0) return undefined;
  const selection: Selection = {
    sums: sums.filter(({ month }) => month >= from.slice(0, 7) && month <= to.slice(0, 7)),
    where: [
      `entity = ${sqlText(entity.id)}`,
      between(from, to),
      oneOf('account', [...new Set(sums.map(({ account }) => account))]),
    ],
  };
  const id = figureId(scopeOf(entity), 'insurance', 'paid');
  const label = `${entity.name}, insurance premiums of twelve full months`;
  return amountOf(ground, { id, label, currency }, selection, 1);
}
