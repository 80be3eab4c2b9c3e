import type { Problem } from '../core/problem.ts';
import type { Book } from '../model/book.ts';
import { instead } from '../portfolio/closest.ts';
import { problem, shown } from './codes.ts';
import { idOf } from './named.ts';
import type { Name, Prose } from './prose.ts';
import type { OwnReport } from './report.ts';

/** Names that the claim of a check gives a meaning of its own. */
const OF_CLAIMS: ReadonlySet<string> = new Set(['subject', 'amount', 'rows']);

function prosesOf({ answer, blocks }: OwnReport): readonly { readonly prose: Prose; readonly claim: boolean }[] {
  const inBlocks = blocks.flatMap((block) => {
    switch (block.kind) {
      case 'prose':
        return block.paragraphs.map((prose) => ({ prose, claim: false }));
      case 'figure':
        return block.basis ? [{ prose: block.basis, claim: false }] : [];
      case 'check':
        return [block.fix, ...(block.claim ? [block.claim] : [])].map((prose) => ({ prose, claim: true }));
      default:
        return [];
    }
  });
  return [...(answer ? [{ prose: answer, claim: false }] : []), ...inBlocks];
}

function namedIn(report: OwnReport): readonly Name[] {
  return prosesOf(report).flatMap(({ prose, claim }) =>
    prose.flatMap((part) => (part.kind === 'name' && !(claim && OF_CLAIMS.has(part.name)) ? [part] : [])),
  );
}

/** Ids of the figures that the prose of a report names. */
export function namesOf(report: OwnReport): readonly string[] {
  return [...new Set(namedIn(report).map(({ name }) => idOf(name, report.type)))];
}

/** A warning for each name that no figure of the run has: the report is sent, and says "not known" there. */
export function unknownNames(report: OwnReport, book: Book): readonly Problem[] {
  const ids = book.all().map(({ id }) => id);
  return namedIn(report).flatMap(({ name, at }) => {
    const id = idOf(name, report.type);
    if (book.find(id)) return [];
    const { mend = '`quarterdeck explain` lists the figures' } = instead(id, ids);
    return [problem('name-unknown', at, `no figure is called ${shown(id)}`, { severity: 'warning', mend })];
  });
}
