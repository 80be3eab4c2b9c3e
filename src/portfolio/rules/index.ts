import type { Problem } from '../../core/problem.ts';
import type { Scope } from './_scope.ts';
import { accountProblems } from './accounts.ts';
import { amountProblems } from './amounts.ts';
import { categoryProblems } from './categories.ts';
import { counterpartyProblems } from './counterparties.ts';
import { deliveryProblems } from './delivery.ts';
import { identityProblems } from './identity.ts';
import { ownerRuleProblems } from './owner-rules.ts';
import { pathProblems } from './paths.ts';
import { referenceProblems } from './references.ts';
import { scheduleProblems } from './schedule.ts';

export type { Kinds, Scope } from './_scope.ts';

/** What the schema cannot say: each rule looks at everything declared, also beside mistakes of shape. */
const RULES = [
  identityProblems,
  referenceProblems,
  accountProblems,
  amountProblems,
  categoryProblems,
  counterpartyProblems,
  ownerRuleProblems,
  pathProblems,
  deliveryProblems,
  scheduleProblems,
] as const;

export function meaningProblems(scope: Scope): Problem[] {
  return RULES.flatMap((rule) => rule(scope));
}
