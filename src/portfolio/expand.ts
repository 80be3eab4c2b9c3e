import type { Declared, Path } from '../model/declared.ts';
import type { Entity, SourceSpec } from '../model/portfolio.ts';
import { pathInside } from './files.ts';
import { expandGlob, isGlob } from './glob.ts';

/** One file to read, and how its owner said to read it. */
export interface SourceFile {
  readonly entity: Entity;
  readonly spec: SourceSpec;
  /** Relative to the portfolio folder, forward slashes. */
  readonly file: string;
  /** Where in the portfolio the source is declared. */
  readonly path: Path;
}

/** The files of all sources, globs expanded, in the order of the portfolio and, below a glob, of their names. */
export async function expandSources(declared: Declared): Promise<readonly SourceFile[]> {
  const { portfolio, folder } = declared;
  return portfolio.entities.flatMap((entity, at) =>
    entity.sources.flatMap((spec, index) => {
      const path = ['entities', at, 'sources', index];
      const pattern = pathInside('', spec.file) ?? '';
      const files = isGlob(pattern) ? expandGlob(folder, pattern, [portfolio.outbox]).files : [pattern];
      return files.map((file) => ({ entity, spec, file, path }));
    }),
  );
}
