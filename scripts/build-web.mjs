// Bundles the dashboard (web/) with Vite, and lays beside each text file what a browser is rather given: .br and .gz.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const TEXT = /[.](?:css|html|js|svg)$/;
const home = fileURLToPath(new URL('..', import.meta.url));
/** All that the dashboard is made of. */
const MADE_OF = ['web', 'src/http/contract', 'scripts/build-web.mjs', 'package-lock.json'];

/**
 * Into a folder; not when what lies there was made of the very same files, for it takes as long as everything else.
 * @param {string} folder
 * @returns {Promise<string>} a line to print
 */
export async function buildWeb(folder) {
  const started = performance.now();
  const stamp = join(folder, '.made-of');
  const hash = madeOf();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return 'dist/web/: as it was';

  const { build } = await import('vite');
  await build({ configFile: join(home, 'web/vite.config.ts'), build: { outDir: folder } });
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const texts = files.map((file) => join(file.parentPath, file.name)).filter((path) => TEXT.test(path));
  await Promise.all(texts.map(compress));
  writeFileSync(stamp, hash);
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  return `dist/web/: ${files.length} files, ${seconds} s`;
}

function madeOf() {
  const hash = createHash('sha256');
  for (const part of MADE_OF) {
    const path = join(home, part);
    for (const file of part.includes('.') ? [path] : filesIn(path)) hash.update(`${file}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** @param {string} folder */
function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && !file.name.endsWith('.md'))
    .map((file) => join(file.parentPath, file.name))
    .toSorted();
}

/** @param {string} path */
async function compress(path) {
  const text = readFileSync(path);
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(text, { params }),
    promisify(gzip)(text, { level: constants.Z_BEST_COMPRESSION }),
  ]);
  writeFileSync(`${path}.br`, br);
  writeFileSync(`${path}.gz`, gz);
}
