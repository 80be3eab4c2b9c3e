import type { DocumentSpec, Entity } from '../../model/portfolio.ts';
import type { Ground } from '../input.ts';

/** A document that the portfolio declares, and whether its file is there: only then does it prove anything. */
export interface Paper extends DocumentSpec {
  readonly held: boolean;
}

export function isHeld({ filesThere }: Ground, file: string | undefined): boolean {
  return file !== undefined && (filesThere?.has(file) ?? false);
}

/** Papers of an entity and of its assets. */
export function papersOf(ground: Ground, entity: Entity): readonly Paper[] {
  const declared = [...entity.documents, ...entity.assets.flatMap((asset) => asset.documents)];
  return declared.map((document) => ({ ...document, held: isHeld(ground, document.file) }));
}

/** A view on the clients of others is no company: it has no owners, no people and no papers of its own. */
export function isCompany({ kind }: Entity): boolean {
  return kind !== 'client-billing';
}
