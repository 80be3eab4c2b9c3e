import type { FactMap, Reading } from '../analysis/index.ts';
import { fingerprint } from '../core/hash.ts';
import type { Book } from '../model/book.ts';
import type { CheckOutcome, Finding, Sentence, Severity, Stake } from '../model/finding.ts';

export type FactName = keyof FactMap;

type Value<P extends FactName> = FactMap[P] extends Reading<infer T> ? T : never;
type Seen<K extends FactName> = { readonly [P in K]: Value<P> };
type Maybe<O extends FactName> = { readonly [P in O]: Value<P> | undefined };

/** What a check found; the runner makes it a finding. */
export interface Claim {
  readonly entity: string;
  /** What the finding is about, stable over time: a stream, a payee, a rule. Never an amount or a place in a file. */
  readonly subject: string;
  readonly severity: Severity;
  readonly claim: Sentence;
  /** Figure ids that prove the claim. */
  readonly evidence: readonly string[];
  /** When the remedy depends on what was found; else the check's own. */
  readonly fix?: Sentence;
  /** Money at stake, where it can be computed. */
  readonly stake?: Stake;
  /** Id of the figure that grows when it gets worse. */
  readonly size?: string;
  /** Who answers for it, where the facts say so. */
  readonly owner?: string;
}

/** A rule that looks at what the analyses saw. Motive, remedy and effort are data beside it. */
export interface Check<K extends FactName = FactName, O extends FactName = FactName> {
  readonly id: string;
  readonly role: 'CEO' | 'CTO' | 'CFO' | 'CMO' | 'CAO' | 'Rental' | 'Delivery' | 'Clients';
  readonly title: string;
  /** Why it matters. */
  readonly why: string;
  readonly fix: Sentence;
  readonly effort: Finding['effort'];
  /** The practice, standard or rule that it follows. */
  readonly standard: string;
  /** The facts it gets, and no others. When one was not seen, the check is not run and is "not seen". */
  readonly needs: readonly K[];
  /** Further facts that it gets where they were seen; undefined where not. */
  readonly wants?: readonly O[];
  /** `not-seen` when what it was given does not let it tell. */
  run(facts: Seen<K> & Maybe<O>, book: Book): readonly Claim[] | 'not-seen';
}

/** Types a check by the facts that it needs. */
export function check<const K extends FactName, const O extends FactName = never>(
  definition: Check<K, O>,
): Check<K, O> {
  return definition;
}

/** Runs one check with the facts that it needs, and only these. */
export function runCheck(one: Check, facts: FactMap, book: Book): CheckOutcome {
  const readings: readonly Reading<unknown>[] = one.needs.map((name) => facts[name]);
  const given: readonly FactName[] = [...one.needs, ...(one.wants ?? [])];
  const all: readonly Reading<unknown>[] = given.map((name) => facts[name]);
  const gaps = [...new Set(all.flatMap((reading) => reading.gaps.map((gap) => gap.id)))];
  const outcome = { check: one.id, title: one.title, gaps };
  if (readings.some((reading) => reading.value === undefined)) return { ...outcome, state: 'not-seen', findings: [] };
  const seen = Object.fromEntries(given.map((name) => [name, facts[name].value])) as unknown as Seen<FactName>;
  const claims = one.run(seen, book);
  if (claims === 'not-seen') return { ...outcome, state: 'not-seen', findings: [] };
  return {
    ...outcome,
    state: claims.length > 0 ? 'found' : 'passed',
    findings: claims.map((claim) => finding(one, claim)),
  };
}

function finding(one: Check, { entity, subject, severity, claim, evidence, fix, stake, size, owner }: Claim): Finding {
  const { id, title, why, effort, standard } = one;
  return {
    id: fingerprint(id, entity, subject),
    check: id,
    title,
    severity,
    entity,
    subject,
    claim,
    why,
    fix: fix ?? one.fix,
    effort,
    standard,
    evidence,
    ...(stake === undefined ? {} : { stake }),
    ...(size === undefined ? {} : { size }),
    ...(owner === undefined ? {} : { owner }),
  };
}
