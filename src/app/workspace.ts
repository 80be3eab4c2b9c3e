import { deriveJournal } from '../analysis/journal/index.ts';
import type { Effects } from '../core/effects.ts';
import type { Problem } from '../core/problem.ts';
import { openWarehouse, type OpenFacts } from '../facts/index.ts';
import type { SnapshotSource, SourceChange } from '../model/changes.ts';
import type { Declared } from '../model/declared.ts';
import type { CoverageGap } from '../model/facts.ts';
import type { SourceState } from '../model/report.ts';
import { expandSources } from '../portfolio/expand.ts';
import { findPortfolio } from '../portfolio/find.ts';
import { loadPortfolio } from '../portfolio/load.ts';
import { reportTypes } from '../reports/index.ts';
import { kindsByRole } from '../sources/index.ts';
import { collect } from './collect.ts';

/** A portfolio with its sources read: the ground of every use case. Close it when done. */
export interface Workspace {
  readonly declared: Declared;
  readonly facts: OpenFacts;
  readonly sources: readonly SourceState[];
  /** What changed in the sources since a snapshot that a record lists. */
  changes(before: readonly SnapshotSource[]): Promise<readonly SourceChange[]>;
  /** Sources whose facts were stored already. */
  readonly reused: number;
  /** Warnings of the portfolio, and what the readers could not read. */
  readonly problems: readonly Problem[];
  /** What could not be read of the sources. */
  readonly unread: readonly CoverageGap[];
  close(): Promise<void>;
}

/** Finds the portfolio from a folder, loads it, and reads what changed. Throws a UserError with every mistake in it. */
export async function openWorkspace(options: { from?: string | undefined; effects: Effects }): Promise<Workspace> {
  const folder = await findPortfolio(options.from);
  const { declared, problems } = await loadPortfolio(folder, {
    reports: reportTypes,
    kinds: kindsByRole,
  });
  const warehouse = openWarehouse(folder, options.effects);
  const collected = await collect(declared, await expandSources(declared), warehouse, options.effects);
  const facts = await warehouse.snapshot(collected.uses, deriveJournal(declared));
  return {
    declared,
    facts,
    sources: facts.sources,
    changes: (before) => warehouse.changes(before, facts.listed),
    reused: collected.reused,
    problems: [...problems, ...collected.problems],
    unread: collected.gaps,
    close: async () => {
      facts.close();
      await warehouse.close();
    },
  };
}
