// Bundles the dashboard (web/) with Vite, and lays beside each text file what a browser is rather given: .br and .gz.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

import { build } from 'vite';

const TEXT = /[.](?:css|html|js|svg)$/;
const config = fileURLToPath(new URL('../web/vite.config.ts', import.meta.url));

/**
 * @param {string} folder
 * @returns {Promise<string>} a line to print
 */
export async function buildWeb(folder) {
  const started = performance.now();
  await build({ configFile: config, build: { outDir: folder } });
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const texts = files.map((file) => join(file.parentPath, file.name)).filter((path) => TEXT.test(path));
  await Promise.all(texts.map(compress));
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  return `dist/web/: ${files.length} files, ${seconds} s`;
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
