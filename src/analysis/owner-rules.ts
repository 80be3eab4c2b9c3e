import { compare } from '../core/decimal.ts';
import type { CoverageGap } from '../model/facts.ts';
import type { Figure } from '../model/figure.ts';
import { ownerRules, type Bound, type OwnerRule } from '../model/portfolio.ts';
import { figureId } from './ids.ts';
import { notSeen, seen, type Ground, type Reading } from './input.ts';
import type { Runway } from './runway.ts';

export interface RuleState {
  readonly rule: OwnerRule;
  readonly state: 'holds' | 'broken' | 'not-known';
  /** The figure that the rule is about; undefined when no figure has the id that it names. */
  readonly figure: Figure | undefined;
  readonly atLeast: Figure | undefined;
  readonly atMost: Figure | undefined;
  /** Why it is not known, or why it holds without a value. */
  readonly note: string | undefined;
}

export interface OwnerRules {
  readonly rules: readonly RuleState[];
}

/** FIN-07: each rule of the owner against the figure that it names. Runs last, when every figure is in the book. */
export function rulesOfOwner(ground: Ground, runway: Reading<Runway>): Reading<OwnerRules> {
  const declared = ownerRules(ground.declared.portfolio);
  if (declared.length === 0) {
    const wouldTell = 'whether the limits that the owner sets hold';
    return notSeen({
      id: 'group.rules',
      entity: 'group',
      source: 'rules in the portfolio',
      wouldTell,
      suffers: ['FIN-07'],
    });
  }
  const rules = declared.map(({ rule, path }) => stateOf(ground, rule, path, runway));
  return seen(
    { rules },
    declared.flatMap(({ rule, path }) => gapOf(ground, rule, path)),
  );
}

function stateOf(
  ground: Ground,
  rule: OwnerRule,
  path: readonly (string | number)[],
  runway: Reading<Runway>,
): RuleState {
  const figure = ground.book.find(rule.figure);
  const limit = (part: 'at_least' | 'at_most', bound: Bound | undefined): Figure | undefined => {
    if (!bound || !figure) return undefined;
    if (bound.figure !== undefined) return ground.book.find(bound.figure);
    if (bound.value === undefined) return undefined;
    const id = figureId(
      'rule',
      ...path.filter((step) => typeof step === 'number').map(String),
      rule.id,
      part.replace('_', '-'),
    );
    const label = `${rule.rule}: ${part.replace('_', ' ')}`;
    return ground.book.assumed(id, label, figure.unit, bound.value, ground.declared.at([...path, part]), rule.rule);
  };
  const state = { rule, figure, atLeast: limit('at_least', rule.at_least), atMost: limit('at_most', rule.at_most) };
  const nameless = figuresNamed(rule).find((id) => !ground.book.find(id));
  if (!figure || nameless !== undefined)
    return { ...state, state: 'not-known', note: `no figure is called ${nameless ?? rule.figure}` };
  if (figure.value === undefined) {
    // Without burn there is no date on which cash ends: no floor on the runway can be broken.
    const endless =
      runway.value?.state === 'no-burn' && figure.id === runway.value.months.id && rule.at_most === undefined;
    return { ...state, state: endless ? 'holds' : 'not-known', note: figure.unknown };
  }
  const unknown = [state.atLeast, state.atMost].find((bound) => bound && !bound.value);
  if (unknown) return { ...state, state: 'not-known', note: unknown.unknown };
  const low = state.atLeast?.value !== undefined && compare(figure.value, state.atLeast.value) < 0;
  const high = state.atMost?.value !== undefined && compare(figure.value, state.atMost.value) > 0;
  return { ...state, state: low || high ? 'broken' : 'holds', note: undefined };
}

/** The figures that a rule names. */
export function figuresNamed({ figure, at_least: least, at_most: most }: OwnerRule): string[] {
  return [figure, ...[least, most].flatMap((bound) => bound?.figure ?? [])];
}

function gapOf({ book, declared }: Ground, rule: OwnerRule, path: readonly (string | number)[]): CoverageGap[] {
  const missing = figuresNamed(rule).find((id) => !book.find(id));
  if (missing === undefined) return [];
  const at = declared.at([...path, 'figure']);
  return [
    {
      id: figureId('rule', rule.id, 'figure'),
      entity: 'group',
      source: `${at.file}:${at.line}: no figure is called ${missing}`,
      wouldTell: `whether this holds: ${rule.rule}`,
      suffers: ['FIN-07'],
    },
  ];
}
