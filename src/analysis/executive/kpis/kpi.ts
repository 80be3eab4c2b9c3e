import type { Figure } from '../../../model/figure.ts';
import type { EntityCoverage } from '../../coverage.ts';
import type { Ground } from '../../input.ts';
import type { SheetsOnFile } from '../sheets-on-file.ts';

/** Where a KPI is measured: one entity, with its sheets. */
export interface KpiPlace {
  readonly ground: Ground;
  readonly of: EntityCoverage;
  readonly sheets: SheetsOnFile;
  /** Scopes in which another analysis may have made the figure: the entity's, and those whose clients it shows. */
  readonly scopes: readonly string[];
  /** First part of the ids of the KPI's own figures, and of their labels. */
  readonly id: string;
  readonly label: string;
}

/** Undefined, or a figure without a value, where what it takes is not on file. */
export type Measure = (place: KpiPlace) => Promise<Figure | undefined> | Figure | undefined;

/** A number by which a business of some kind is steered. */
export interface Kpi {
  /** Stable over time: findings are about it. */
  readonly id: string;
  readonly name: string;
  /** In words: what is divided by what, over which time. */
  readonly formula: string;
  /** The source that it takes. */
  readonly source: string;
  /** Undefined where no source that is read tells it yet. */
  readonly measure?: Measure;
}

/** A figure of another analysis, by the rest of its id after the scope. */
export function figureOf(...rest: readonly string[]): Measure {
  return ({ ground, scopes }) => {
    const found = scopes.flatMap((scope) => ground.book.find([scope, ...rest].join('.')) ?? []);
    return found.find(({ value }) => value !== undefined) ?? found[0];
  };
}
