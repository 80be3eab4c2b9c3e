import { distinctSlug, figureId } from '../analysis/ids.ts';
import { fingerprint } from '../core/hash.ts';
import type { Book } from '../model/book.ts';
import type { Figure } from '../model/figure.ts';
import type { CheckOutcome, Finding } from '../model/finding.ts';
import { quote, say } from '../model/sentence.ts';
import { rowsOf, selected, type Asked, type OwnGround } from './asked.ts';
import { condition, wordOf } from './grouped.ts';
import { MAX_FINDINGS } from './limits.ts';
import { resolved } from './named.ts';
import type { Prose } from './prose.ts';
import { evidenceOf, figureOf, said, whole, type Evidence } from './receipt.ts';
import type { CheckBlock } from './report.ts';

/** What a check of the owner found of one subject: its rows, and what they sum to where they have amounts. */
export interface OwnClaim {
  readonly entity: string;
  readonly subject: string;
  readonly rows: Figure;
  readonly amount: Figure | undefined;
}

/** A check that was asked; not seen where the facts that it reads are not there. */
export interface OwnCheck {
  readonly id: string;
  readonly block: CheckBlock;
  readonly claims: readonly OwnClaim[];
  readonly state: CheckOutcome['state'];
  readonly gaps: readonly string[];
}

/** `OWN-late-invoices`: the checks of all files share one list. */
function checkId({ id }: CheckBlock): string {
  return `OWN-${id}`;
}

export async function checkOf(
  block: CheckBlock,
  asked: Asked,
  ground: OwnGround,
  { scope, entity, gap }: { readonly scope: string; readonly entity: string | undefined; readonly gap: string },
): Promise<OwnCheck> {
  for (const column of ['subject', ...(asked.columns.has('entity') ? ['entity'] : [])])
    if (asked.columns.get(column) !== 'VARCHAR')
      throw said(
        block,
        asked.columns.has(column) ? 'column-type' : 'column-missing',
        `its rows have no ${column} in words`,
        {
          expected: `… AS ${column}: what each row is about, such as a payee; stable over time`,
        },
      );
  const evidence = await evidenceOf(block, asked, ground);
  const found = { id: checkId(block), block };
  if (asked.empty.length > 0) return { ...found, claims: [], state: 'not-seen', gaps: [gap] };
  const claims = await claimsOf(block, evidence, ground, scope, entity ?? 'group');
  return { ...found, claims, state: claims.length > 0 ? 'found' : 'passed', gaps: [] };
}

async function claimsOf(
  block: CheckBlock,
  evidence: Evidence,
  ground: OwnGround,
  scope: string,
  otherwise: string,
): Promise<OwnClaim[]> {
  const amounts = evidence.asked.columns.has('amount') && block.unit.kind === 'money';
  const keys = evidence.asked.columns.has('entity') ? ['entity', 'subject'] : ['subject'];
  const list = keys.map((key) => `own.${key}`).join(', ');
  const total = amounts ? 'SUM(CAST(own.amount AS BIGINT))' : 'COUNT(*)';
  const order = `GROUP BY ${list}\nORDER BY ABS(${total}) DESC, ${list} LIMIT ${MAX_FINDINGS}`;
  const rows = await rowsOf(
    ground,
    block,
    selected(evidence.asked, `${list}, COUNT(*) AS n, ${total} AS total`, order),
  );
  return rows.map((row): OwnClaim => {
    const entity =
      'entity' in row && row['entity'] !== null && row['entity'] !== '' ? String(row['entity']) : otherwise;
    if (entity !== 'group' && !ground.entities.includes(entity))
      throw said(block, 'column-type', `a row is of the entity "${entity}", which is not declared`, {
        expected: `one of ${ground.entities.join(', ')}`,
      });
    const subject = wordOf(row['subject'] ?? null);
    const rest = `WHERE ${keys.map((key) => condition(key, 'VARCHAR', row[key] ?? null)).join('\n  AND ')}`;
    const id = figureId(scope, distinctSlug(`${entity} ${subject}`));
    const number = { id: figureId(id, 'rows'), label: `${subject}: rows`, unit: { kind: 'count', of: 'row' } } as const;
    return {
      entity,
      subject,
      rows: figureOf(ground, evidence, number, { total: whole(row['n']), rest }),
      amount: amounts
        ? figureOf(ground, evidence, { id, label: subject }, { total: whole(row['total']), rest })
        : undefined,
    };
  });
}

/** The check's outcome, when every figure of the run is made: its claim and fix may name any of them. */
export function outcomeOf({ id, block, claims, state, gaps }: OwnCheck, type: string, book: Book): CheckOutcome {
  const findings = claims.map((claim): Finding => {
    const { entity, subject, rows, amount } = claim;
    const size = amount ?? rows;
    const names = { subject: quote(subject), rows, ...(amount ? { amount } : {}) };
    const sentence = (prose: Prose) => resolved(prose, type, book, names).sentence;
    return {
      id: fingerprint(id, entity, subject),
      check: id,
      title: block.title,
      severity: block.severity,
      entity,
      subject,
      claim: block.claim ? sentence(block.claim) : say`${quote(subject)}: ${size}.`,
      why: block.why,
      fix: sentence(block.fix),
      effort: block.effort,
      standard: 'A check of the owner',
      evidence: [...(amount ? [amount.id] : []), rows.id],
      ...(amount?.value === undefined
        ? {}
        : { stake: { low: amount.id, mid: amount.id, high: amount.id, how: say`sum of the rows found` } }),
      size: size.id,
    };
  });
  return { check: id, title: block.title, state, findings, gaps };
}
