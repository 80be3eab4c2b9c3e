import { expect, it } from 'vitest';
import type { Unit } from '../../src/model/figure.ts';
import { FIGURE_TYPES, figureType } from '../../src/model/figure-types.ts';
import { EXAMPLES } from './_examples.ts';
import { analysedExample } from './_runs.ts';

/** What a unit is to a rule of the owner. */
const typeOf = (unit: Unit): string => unit.kind;

it('every figure counts what its id promises, and each pattern stands for some figure', async () => {
  const runs = await Promise.all(EXAMPLES.map(analysedExample));
  const figures = runs.flatMap(({ book }) => book.all());
  const known = figures.flatMap((figure) => {
    const type = figureType(figure.id);
    return type === undefined ? [] : [{ ...figure, type }];
  });
  const wrong = known.filter(({ type, unit }) => type !== typeOf(unit)).map(({ id, type }) => `${id} is no ${type}`);
  expect(wrong).toEqual([]);
  const matches = (pattern: string): boolean => {
    const shape = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^.]+')}$`);
    return known.some(({ id }) => shape.test(id));
  };
  expect(Object.keys(FIGURE_TYPES).filter((pattern) => !matches(pattern))).toEqual([]);
});
