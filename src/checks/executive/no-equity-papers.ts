import type { EntityEquity, Holder } from '../../analysis/index.ts';
import { quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';

/** CEO-03: ownership without a document on file, or shares that do not add up. */
export const noEquityPapers = check({
  id: 'CEO-03',
  role: 'CEO',
  title: 'Equity papers missing',
  why: 'Without the paper a share cannot be sold, inherited or borrowed on, and a dispute is decided by others.',
  fix: say`Sign the operating agreement, and put it into the folder under the holder’s name.`,
  effort: 'days',
  standard: 'Equity records',
  needs: ['equity'],
  run({ equity: { entities } }) {
    return entities.flatMap(claimsOf);
  },
});

function claimsOf(one: EntityEquity): Claim[] {
  const { of, holders, total, whole } = one;
  const entity = of.entity.id;
  const name = quote(of.entity.name);
  if (!total) {
    const claim = say`${name}: nobody is declared as its owner.`;
    return [{ entity, subject: 'ownership', severity: 'high', claim, evidence: [] }];
  }
  const papers = holders.filter(({ held }) => !held).map((holder) => paperClaim(one, holder));
  if (whole) return papers;
  const claim = say`${name}: the shares that are declared add up to ${total}.`;
  const evidence = [total.id, ...holders.map(({ share }) => share.id)];
  return [...papers, { entity, subject: 'shares', severity: 'high', claim, evidence }];
}

function paperClaim({ of }: EntityEquity, { name, share, document }: Holder): Claim {
  const what =
    document === undefined
      ? say`no document on file says so`
      : say`the document that should say so, ${quote(document)}, is not there`;
  return {
    entity: of.entity.id,
    subject: `holder: ${name}`,
    severity: 'high',
    claim: say`${quote(of.entity.name)}: ${quote(name)} holds ${share}, and ${what}.`,
    evidence: [share.id],
  };
}
