import { join } from 'node:path';

import type { Declared, Path } from '../model/declared.ts';
import type { Entity, SourceSpec } from '../model/portfolio.ts';
import type { ReadOptions, SourceRole } from '../model/source.ts';
import { pathInside, stateOf, staysInside } from './files.ts';
import { expandGlob, isGlob } from './glob.ts';

/** One file to read, what it is to its entity, and how its owner said to read it. */
export interface SourceFile {
  readonly entity: Entity;
  readonly role: SourceRole;
  /** The statement's account; '' for what is no statement. */
  readonly account: string;
  /** The revenue stream of bookings; '' for others. */
  readonly subject: string;
  /** The reader that the owner named. */
  readonly kind: string | undefined;
  /** Without the currency that holds when neither the file nor the source says one. */
  readonly options: ReadOptions;
  readonly opening?: SourceSpec['opening'];
  readonly freshWithinDays?: number | undefined;
  /** Relative to the portfolio folder, forward slashes. */
  readonly file: string;
  /** Where in the portfolio the source is declared. */
  readonly path: Path;
}

type Place = Omit<SourceFile, 'file'> & {
  readonly pattern: string;
  /** Of pages: the folder, and the address that it lies at. */
  readonly site?: { readonly folder: string; readonly url: string };
};

/** The files of all sources, globs expanded, in the order of the portfolio and, below a glob, of their names. */
export async function expandSources(declared: Declared): Promise<readonly SourceFile[]> {
  const { portfolio, folder } = declared;
  const places = portfolio.entities.flatMap((entity, at) => [
    ...statements(entity, ['entities', at]),
    ...books(entity, ['entities', at]),
    ...bookings(entity, ['entities', at]),
    ...sheets(entity, ['entities', at]),
    ...handoffs(entity, ['entities', at]),
    ...pages(entity, ['entities', at]),
  ]);
  return places.flatMap(({ pattern, site, ...place }) => {
    const path = pathInside('', pattern) ?? '';
    const files = isGlob(path) ? expandGlob(folder, path, [portfolio.outbox]).files : [path];
    return files.map((file) => ({
      ...place,
      file,
      options: site ? { ...place.options, url: addressOf(site, file) } : place.options,
    }));
  });
}

/** The address of a file of a site: `index.html` is its folder's. */
function addressOf({ folder, url }: NonNullable<Place['site']>, file: string): string {
  const below = file.slice(folder.length).replace(/^\/+/, '');
  const path = below.replace(/(^|\/)index\.html?$/i, '$1');
  const parts = path.split('/').map(encodeURIComponent).join('/');
  return new URL(parts, url.endsWith('/') ? url : `${url}/`).href;
}

/** The documents of expenses of each entity that declares where they lie: names, not contents. */
export function documentsOf({ portfolio, folder }: Declared): ReadonlyMap<string, readonly string[]> {
  const found = portfolio.entities.map((entity) => {
    const patterns = entity.receipts.map((written) => pathInside('', written) ?? '');
    const files = patterns.flatMap((path) =>
      isGlob(path) ? expandGlob(folder, path, [portfolio.outbox]).files : [path],
    );
    return [entity.id, [...new Set(files)]] as const;
  });
  return new Map(found);
}

/** Papers that the portfolio declares and whose file is there, named as they are declared. */
export function papersThere({ portfolio, folder }: Declared): ReadonlySet<string> {
  const declared = portfolio.entities.flatMap(({ documents, assets, ownership }) => [
    ...[...documents, ...assets.flatMap((asset) => asset.documents)].flatMap(({ file }) => file ?? []),
    ...ownership.flatMap(({ document }) => document ?? []),
  ]);
  const isThere = (written: string): boolean => {
    const path = pathInside('', written);
    if (path === undefined) return false;
    if (isGlob(path)) return expandGlob(folder, path, [portfolio.outbox]).files.length > 0;
    return staysInside(folder, path) && stateOf(join(folder, path)) === 'file';
  };
  return new Set(declared.filter(isThere));
}

function statements(entity: Entity, at: Path): Place[] {
  return entity.sources.map((spec, index) => {
    const { file, kind, account, opening, fresh_within_days: freshWithinDays, ...options } = spec;
    const path = [...at, 'sources', index];
    const place = { entity, role: 'statement' as const, account, subject: '', kind, options, freshWithinDays };
    return { ...place, pattern: file, path, ...(opening ? { opening } : {}) };
  });
}

function books(entity: Entity, at: Path): Place[] {
  return entity.books.map(({ file, kind, closed: _closed, ...options }, index) => ({
    entity,
    role: 'books' as const,
    account: '',
    subject: '',
    kind,
    options,
    pattern: file,
    path: [...at, 'books', index],
  }));
}

function bookings(entity: Entity, at: Path): Place[] {
  return entity.revenue.flatMap((stream, index) => {
    if (!stream.bookings) return [];
    const { file, kind, columns, deposit_percent: _paidAhead, ...read } = stream.bookings;
    const options = { ...read, booking_columns: columns };
    const place = { entity, role: 'bookings' as const, account: stream.account, subject: stream.id, kind, options };
    return [{ ...place, pattern: file, path: [...at, 'revenue', index, 'bookings'] }];
  });
}

const FOR_NO_ACCOUNT = { account: '', subject: '' } as const;

/** Sheets, among them those of the pipeline and of channels; of the latter `subject` is the channel's name. */
function sheets(entity: Entity, at: Path): Place[] {
  const own = entity.sheets.map(
    ({ file, kind, columns, fresh_within_days: freshWithinDays, ...read }, index): Place => ({
      ...FOR_NO_ACCOUNT,
      entity,
      role: 'sheet',
      kind,
      options: { ...read, sheet_columns: columns },
      freshWithinDays,
      pattern: file,
      path: [...at, 'sheets', index],
    }),
  );
  const plain = (file: string, path: Path, subject: string, kind?: string): Place => ({
    entity,
    role: 'sheet',
    account: '',
    subject,
    kind,
    options: {},
    pattern: file,
    path,
  });
  const pipeline = entity.pipeline?.file;
  const channels = entity.channels.flatMap(({ name, file }, index) =>
    file === undefined ? [] : [plain(file, [...at, 'channels', index], name, 'channels')],
  );
  return [...own, ...(pipeline === undefined ? [] : [plain(pipeline, [...at, 'pipeline'], '')]), ...channels];
}

/** Of a handoff `subject` is the repository that it is about. */
function handoffs(entity: Entity, at: Path): Place[] {
  return entity.handoffs.map(({ file, repository, fresh_within_days: freshWithinDays }, index) => ({
    ...FOR_NO_ACCOUNT,
    entity,
    role: 'handoff',
    subject: repository ?? '',
    kind: undefined,
    options: {},
    freshWithinDays,
    pattern: file,
    path: [...at, 'handoffs', index],
  }));
}

/** Of a page `subject` is the site. */
function pages(entity: Entity, at: Path): Place[] {
  return entity.pages.map(({ site, folder }, index) => {
    const inside = (pathInside('', folder) ?? '').replace(/\/+$/, '');
    return {
      ...FOR_NO_ACCOUNT,
      entity,
      role: 'page',
      subject: site,
      kind: undefined,
      options: {},
      pattern: `${inside}/**/*.{html,htm}`,
      path: [...at, 'pages', index],
      site: { folder: inside, url: site },
    };
  });
}
