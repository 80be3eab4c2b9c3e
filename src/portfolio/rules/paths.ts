import { join } from 'node:path';

import type { Position, Problem } from '../../core/problem.ts';
import { place, problem, shown } from '../codes.ts';
import { pathInside, stateOf, staysInside } from '../files.ts';
import { expandGlob, isGlob } from '../glob.ts';
import type { Declaration } from '../tree.ts';
import type { Scope } from './_scope.ts';

/** Paths that leave the folder, and files that are not there. */
export function pathProblems({ root, folder }: Scope): Problem[] {
  const entities = root.list('entities');
  const outbox = root.get('outbox');
  const bookings = entities
    .flatMap((entity) => entity.list('revenue'))
    .flatMap((stream) => stream.get('bookings') ?? []);
  const read = entities.flatMap((entity) => [
    ...entity.list('sources'),
    ...entity.list('books'),
    ...entity.list('sheets'),
    ...entity.list('handoffs'),
    ...entity.list('channels'),
    ...[entity.get('pipeline') ?? []].flat(),
  ]);
  const sources = [...read, ...bookings].flatMap((source) => source.get('file') ?? []);
  return [
    ...sourceProblems(folder, sources, outbox?.text() ?? 'outbox'),
    ...entities.flatMap(documents).flatMap((file) => documentProblems(folder, file)),
    ...entities
      .flatMap((entity) => [
        ...entity.list('repositories'),
        ...entity.list('receipts'),
        ...entity.list('pages').flatMap((pages) => pages.get('folder') ?? []),
      ])
      .flatMap((path) => outside(folder, path)),
    ...(outbox ? outside(folder, outbox) : []),
    ...root.list('reports').flatMap((file) => reportProblems(folder, file, outbox?.text() ?? 'outbox')),
  ];
}

function documents(entity: Declaration): Declaration[] {
  const papers = [...entity.list('documents'), ...entity.list('assets').flatMap((asset) => asset.list('documents'))];
  const agreements = entity.list('ownership').flatMap((holder) => holder.get('document') ?? []);
  const forms = entity.list('contractors').flatMap((contractor) => contractor.get('form') ?? []);
  return [...agreements, ...forms, ...papers.flatMap((holder) => holder.get('file') ?? [])];
}

function outside(folder: string, path: Declaration): Problem[] {
  const text = path.text() ?? '';
  const inside = pathInside('', text);
  if (inside !== undefined && staysInside(folder, isGlob(inside) ? '.' : inside)) return [];
  const advice = { expected: 'a path inside it, with forward slashes', mend: 'move or copy it into the folder' };
  return [problem('path-outside', path.at, `${shown(text)} leaves the portfolio folder`, advice)];
}

function documentProblems(folder: string, file: Declaration): Problem[] {
  const text = file.text() ?? '';
  const left = outside(folder, file);
  if (left.length > 0 || text === '' || isGlob(text) || stateOf(join(folder, text)) !== 'absent') return left;
  return [
    problem('document-missing', file.at, `there is no file ${shown(text)}`, {
      severity: 'warning',
      mend: 'check the name; it is relative to the portfolio folder',
    }),
  ];
}

/** Reports of the owner: one that is not there keeps no other from being made. */
function reportProblems(folder: string, file: Declaration, outbox: string): Problem[] {
  const text = file.text() ?? '';
  const path = pathInside('', text);
  if (path === undefined || !isGlob(path)) return documentProblems(folder, file);
  return [...globbed(folder, path, file.at, outbox).problems];
}

function sourceProblems(folder: string, sources: readonly Declaration[], outbox: string): Problem[] {
  const readBy = new Map<string, Position>();
  return sources.flatMap((file) => {
    const left = outside(folder, file);
    const text = file.text() ?? '';
    const path = pathInside('', text);
    if (left.length > 0 || text === '' || path === undefined) return left;
    const { files, problems } = isGlob(path) ? globbed(folder, path, file.at, outbox) : literal(folder, path, file.at);
    const twice = files.flatMap((name) => {
      const before = readBy.get(name);
      if (!before) readBy.set(name, file.at);
      return before
        ? [
            problem('file-read-twice', file.at, `${shown(name)} is read already, by ${place(before)}`, {
              mend: 'name each file once',
            }),
          ]
        : [];
    });
    return [...problems, ...twice];
  });
}

interface Sources {
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
}

function literal(folder: string, path: string, at: Position): Sources {
  const state = stateOf(join(folder, path));
  if (state === 'file') return { files: [path], problems: [] };
  const message = state === 'folder' ? `${shown(path)} is a folder` : `there is no file ${shown(path)}`;
  const mend =
    state === 'folder' ? 'add /* for every file in it' : 'check the name; it is relative to the portfolio folder';
  return { files: [], problems: [problem('source-missing', at, message, { mend })] };
}

function globbed(folder: string, pattern: string, at: Position, outbox: string): Sources {
  const { files, outside: links, trouble } = expandGlob(folder, pattern, [outbox]);
  if (trouble !== undefined) {
    return {
      files,
      problems: [
        problem('bad-glob', at, `${shown(pattern)} is not tried: ${trouble}`, {
          mend: 'name the files or their folder more closely',
        }),
      ],
    };
  }
  const problems = links.map((link) =>
    problem('path-outside', at, `the link ${shown(link)} leaves the portfolio folder`, {
      mend: 'copy the file into the folder',
    }),
  );
  if (files.length > 0 || links.length > 0) return { files, problems };
  const advice = { severity: 'warning', mend: 'check the pattern; it is relative to the portfolio folder' } as const;
  return { files, problems: [problem('glob-matches-nothing', at, `${shown(pattern)} matches no file`, advice)] };
}
