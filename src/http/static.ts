import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import type { Context } from 'hono';
import { sha256 } from '../core/hash.ts';
import type { Env } from './_api.ts';
import { encodingsIn } from './_encodings.ts';
import { UNBUILT_PAGE, UNBUILT_POLICY } from './pages/unbuilt.ts';

/** One file of the dashboard, as it goes out. */
interface WebFile {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly tag: string;
  /** The same, compressed when it was built. */
  readonly br: Uint8Array<ArrayBuffer> | undefined;
  readonly gzip: Uint8Array<ArrayBuffer> | undefined;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/** The dashboard's own: scripts and styles of its files alone, no page that frames it, and no text that becomes a script. */
const DASHBOARD_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** The build names such a file for its content. */
const HASHED = /^\/assets\/[^/]+-[\w-]{8,}\.\w+$/;
const FOR_GOOD = 'public, max-age=31536000, immutable';

/**
 * Serves the files of a folder, all of which are read when it is first asked: what is not among them cannot be had, by
 * whatever path. A build that comes later is noticed by its index.html. Answers undefined for what there is not.
 */
export function openStatic(folder: string): (context: Context<Env>) => Promise<Response | undefined> {
  const index = join(folder, 'index.html');
  let files: ReadonlyMap<string, WebFile> = new Map();
  let built = 0;
  const look = (): void => {
    const now = existsSync(index) ? statSync(index).mtimeMs : 0;
    if (now !== built) files = now === 0 ? new Map() : filesIn(folder);
    built = now;
  };
  return async (context) => {
    const { path } = context.req;
    const isPage = wantsPage(context);
    if (isPage || built === 0) look();
    const file = files.get(path === '/' || isPage ? '/index.html' : path);
    if (file) return sent(context, file, HASHED.test(path));
    if (built === 0 && (path === '/' || isPage)) return unbuilt(context);
    return undefined;
  };
}

/** Separators and dots in disguise: nobody who means a page writes them. */
const HIDDEN = /%(?:2e|2f|5c|00)/i;

/** A path of the dashboard's own routing: a browser goes there, and no file is meant. */
function wantsPage({ req }: Context<Env>): boolean {
  if (req.path === '/' || req.path === '/index.html') return true;
  const isFile = req.path.slice(req.path.lastIndexOf('/')).includes('.') || HIDDEN.test(req.path);
  // Ids of figures have dots, such as group.runway.months; no file lies there.
  const isPage = !isFile || req.path.startsWith('/figures/');
  return isPage && (req.header('accept') ?? '').includes('text/html');
}

function filesIn(folder: string): ReadonlyMap<string, WebFile> {
  const root = realpathSync(folder);
  const found = readdirSync(root, { recursive: true, withFileTypes: true })
    // Links lead elsewhere, those of folders too, which Node 24 follows; and what begins with a dot is not for the web.
    .filter((entry) => entry.isFile() && realpathSync(entry.parentPath) === entry.parentPath)
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.split('/').some((part) => part.startsWith('.')));
  const names = new Set(found);
  const bytesOf = (path: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(join(folder, path)));
  const packed = (path: string) => (names.has(path) ? bytesOf(path) : undefined);
  const files = new Map<string, WebFile>();
  for (const path of found) {
    const type = TYPES[extname(path)];
    if (type === undefined) continue;
    const bytes = bytesOf(path);
    const tag = `"${sha256(bytes).slice(0, 32)}"`;
    files.set(`/${path}`, { type, bytes, tag, br: packed(`${path}.br`), gzip: packed(`${path}.gz`) });
  }
  return files;
}

function sent(context: Context<Env>, file: WebFile, isHashed: boolean): Response {
  const { type, bytes, tag, br, gzip } = file;
  const headers: Record<string, string> = {
    'content-type': type,
    'cache-control': isHashed ? FOR_GOOD : 'no-cache',
    etag: `W/${tag}`,
    ...(br || gzip ? { vary: 'accept-encoding' } : {}),
    ...(type.startsWith('text/html') ? { 'content-security-policy': DASHBOARD_POLICY, 'x-frame-options': 'DENY' } : {}),
  };
  // Weak: the same file in another encoding has the same tag.
  if (tagsIn(context.req.header('if-none-match')).includes(tag)) return context.body(null, 304, headers);
  const taken = encodingsIn(context.req.header('accept-encoding'));
  const [encoding, content] =
    (
      [
        ['br', br],
        ['gzip', gzip],
      ] as const
    ).find(([name, it]) => it && taken.has(name)) ?? [];
  if (encoding && content) return context.body(content, 200, { ...headers, 'content-encoding': encoding });
  return context.body(bytes, 200, headers);
}

const tagsIn = (header = ''): readonly string[] => header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));

function unbuilt(context: Context<Env>): Response {
  return context.html(UNBUILT_PAGE, 503, {
    'content-security-policy': UNBUILT_POLICY,
    'x-frame-options': 'DENY',
    'cache-control': 'no-cache',
  });
}
