import { sqlText } from '../../model/sql.ts';
import { conditionOf, plainPayees, type Needs, type NumberedRule } from './rules.ts';

/** Below this many rules, asking each is as quick as asking about all of them first. */
const FEWEST = 4;

/**
 * SQL for the number of the first rule that holds, 0 for none.
 *
 * Rules that look for text in the payee are asked as a tree: one search for all the texts of a half decides whether to
 * look into that half at all. RE2 finds any of a hundred texts in one pass, so a row costs the depth of the tree, not
 * the number of rules.
 */
export function firstRule(rules: readonly NumberedRule[], needs: Needs): string {
  const runs: NumberedRule[][] = [];
  for (const rule of rules) {
    const last = runs.at(-1);
    if (last?.[0] && isSearch(last[0]) === isSearch(rule)) last.push(rule);
    else runs.push([rule]);
  }
  const asked = runs.map((run) => (run[0] && isSearch(run[0]) ? tree(run, needs) : inTurn(run, needs)));
  return asked.length === 0 ? '0' : `COALESCE(${[...asked, '0'].join(', ')})`;
}

/** True for a rule that can only hold where the payee contains one of its texts. */
function isSearch({ rule }: NumberedRule): boolean {
  return plainPayees(rule) !== undefined;
}

/** NULL when none of them holds. */
function tree(rules: readonly NumberedRule[], needs: Needs): string {
  if (rules.length < FEWEST) return inTurn(rules, needs);
  const texts = rules.flatMap(({ rule }) => plainPayees(rule) ?? []);
  const any = texts.map((text) => text.replaceAll(/[^a-z0-9 ]/g, (sign) => `\\${sign}`)).join('|');
  const middle = Math.ceil(rules.length / 2);
  const halves = `COALESCE(${tree(rules.slice(0, middle), needs)}, ${tree(rules.slice(middle), needs)})`;
  return `CASE WHEN regexp_matches(lower_payee, ${sqlText(any)}) THEN ${halves} END`;
}

function inTurn(rules: readonly NumberedRule[], needs: Needs): string {
  return `CASE ${rules.map((rule) => `WHEN ${conditionOf(rule, needs)} THEN ${rule.number}`).join('\n')} END`;
}
