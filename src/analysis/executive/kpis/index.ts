import { decimal } from '../../../core/decimal.ts';
import type { CoverageGap } from '../../../model/facts.ts';
import type { Figure } from '../../../model/figure.ts';
import type { EntityCoverage } from '../../coverage.ts';
import { count, figureId, scopeOf } from '../../ids.ts';
import { notSeen, seen, type Ground, type Reading } from '../../input.ts';
import type { SheetsOnFile } from '../sheets-on-file.ts';
import { KPIS } from './catalogue.ts';
import type { Kpi } from './kpi.ts';

/** A KPI of an entity: its figure, or undefined where it is not measured. */
export interface KpiState {
  readonly of: EntityCoverage;
  readonly kpi: Kpi;
  readonly figure: Figure | undefined;
}

export interface Kpis {
  readonly states: readonly KpiState[];
  readonly number: Figure;
  readonly unmeasured: Figure;
}

/** CEO-05: what practice steers each kind of business by, and what of it is measured here. */
export async function kpis(ground: Ground, sheets: SheetsOnFile): Promise<Reading<Kpis>> {
  const agencies = ground.coverage.entities.filter(({ entity }) => entity.kind === 'web-agency');
  const states: KpiState[] = [];
  const gaps: CoverageGap[] = [];
  for (const of of ground.coverage.entities) {
    // A view on an agency's clients has its figures from the agency.
    const shown = of.entity.kind === 'client-billing' ? [of, ...agencies] : [of];
    // Of a business of which nothing is on file, one gap says more than each KPI by itself.
    if (!shown.some((one) => one.accounts.length > 0 || sheets.hasAny(one.entity.id))) gaps.push(nothing(of));
    else {
      const scopes = shown.map(({ entity }) => scopeOf(entity));
      for (const kpi of KPIS[of.entity.kind]) states.push(await stateOf(ground, of, kpi, { sheets, scopes }));
    }
  }
  if (states.length === 0) return notSeen(...gaps);
  const number = (id: string, words: string, found: readonly KpiState[]): Figure =>
    ground.book.constant(
      `group.kpis.${id}`,
      words,
      count('KPI'),
      decimal(found.length),
      'KPIs of the catalogue, counted',
    );
  return seen(
    {
      states,
      number: number('number', 'KPIs that the businesses call for', states),
      unmeasured: number(
        'unmeasured',
        'KPIs that are not measured',
        states.filter(({ figure }) => !figure),
      ),
    },
    gaps,
  );
}

async function stateOf(
  ground: Ground,
  of: EntityCoverage,
  kpi: Kpi,
  { sheets, scopes }: { readonly sheets: SheetsOnFile; readonly scopes: readonly string[] },
): Promise<KpiState> {
  const id = figureId(scopeOf(of.entity), 'kpi', kpi.id);
  const label = `${of.entity.name}, ${kpi.name.toLowerCase()}`;
  const figure = await kpi.measure?.({ ground, of, sheets, scopes, id, label });
  return { of, kpi, figure: figure?.value === undefined ? undefined : figure };
}

function nothing({ entity }: EntityCoverage): CoverageGap {
  return {
    id: `${entity.id}.kpis`,
    entity: entity.id,
    source: 'exports or sheets of any kind',
    wouldTell: `how ${entity.name} does by the numbers that its kind is steered by`,
    suffers: ['CEO-05'],
  };
}
