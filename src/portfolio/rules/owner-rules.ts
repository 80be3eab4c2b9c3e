import type { Problem } from '../../core/problem.ts';
import { figureType, type FigureType } from '../../model/figure-types.ts';
import { isCurrency } from '../../core/money.ts';
import { problem, shown } from '../codes.ts';
import { instead } from '../closest.ts';
import type { Declaration } from '../tree.ts';
import { holders, type Scope } from './_scope.ts';

/** Rules of the owner hold a figure against a number or a figure of the same unit, of a business that there is. */
export function ownerRuleProblems(scope: Scope): Problem[] {
  return holders(scope)
    .flatMap((holder) => holder.list('rules'))
    .flatMap((rule) => [...nobodys(rule, scope), ...mistyped(rule, scope)]);
}

const BOUNDS = ['at_least', 'at_most'] as const;

/** Figures begin with the id of an entity, with `group`, or (those of the owner's reports) with `own`. */
function nobodys(rule: Declaration, { root, incomplete }: Scope): Problem[] {
  if (incomplete) return [];
  const entities = root.list('entities').flatMap((entity) => entity.get('id')?.text() ?? []);
  const known = ['group', ...(root.list('reports').length > 0 ? ['own'] : []), ...entities];
  const named = [rule.get('figure'), ...BOUNDS.map((key) => rule.get(key))];
  return named.flatMap((figure) => {
    const [whose, ...rest] = figure?.text()?.split('.') ?? [];
    if (!figure || whose === undefined || rest.length === 0 || !/^[a-z]/.test(whose) || known.includes(whose))
      return [];
    const message = `no business is called ${shown(whose)}`;
    return [problem('unknown-entity', figure.at, message, instead(whose, known))];
  });
}

function mistyped(rule: Declaration, { root }: Scope): Problem[] {
  const id = rule.get('figure')?.text() ?? '';
  const type = figureType(id);
  if (!type) return [];
  return BOUNDS.flatMap((key) => {
    const bound = rule.get(key);
    const other = bound && typeOf(bound);
    if (!bound || other === undefined || fits(type, other, currencyOf(id, root))) return [];
    const message = `${shown(id)} is ${WORDS[type]}, and the bound is ${other.words}`;
    return [problem('rule-type', bound.at, message, { expected: `${WORDS[type]}, or a number alone` })];
  });
}

const WORDS: Readonly<Record<FigureType, string>> = {
  money: 'an amount of money',
  months: 'a number of months',
  percent: 'a percentage',
  ratio: 'a ratio',
  hours: 'a number of hours',
  count: 'a count',
};

interface BoundType {
  readonly type: FigureType;
  readonly currency?: string;
  readonly words: string;
}

/** What a bound is of: its unit's word, or the type of the figure that it names; undefined for a number alone. */
function typeOf(bound: Declaration): BoundType | undefined {
  const text = bound.text()?.trim() ?? '';
  const unit = /^-?\d[\d.]*\s*(%|[A-Za-z].*)$/.exec(text)?.[1];
  if (unit === undefined) {
    const type = /^[a-z]/.test(text) ? figureType(text) : undefined;
    return type && { type, words: WORDS[type] };
  }
  if (isCurrency(unit.toUpperCase())) return { type: 'money', currency: unit.toUpperCase(), words: `in ${unit}` };
  const type = { '%': 'percent', percent: 'percent', month: 'months', months: 'months', hours: 'hours', hour: 'hours' }[
    unit.toLowerCase()
  ] as FigureType | undefined;
  return { type: type ?? 'count', words: `in ${unit}` };
}

function fits(type: FigureType, bound: BoundType, currency: string | undefined): boolean {
  if (type !== bound.type) return false;
  return bound.currency === undefined || currency === undefined || bound.currency === currency;
}

/** The currency of a figure: its entity's, else the portfolio's. */
function currencyOf(id: string, root: Declaration): string | undefined {
  const whose = id.split('.')[0];
  const entity = root.list('entities').find((one) => one.get('id')?.text() === whose);
  return (entity?.get('currency') ?? root.get('base_currency'))?.text();
}
