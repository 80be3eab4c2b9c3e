// Applies the house's rules (.dependency-cruiser.cjs) to src/ and web/ and asserts that every file of them was seen:
// dependency-cruiser reports success for a tree that it cannot read.
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { cruise } from 'dependency-cruiser';

/** @typedef {{ rule: string, from: string, to: string, why: string }} Violation */

const CODE = /[.][cm]?[jt]sx?$/;
const FOLDERS = ['src', 'web'];
const home = fileURLToPath(new URL('..', import.meta.url));
/** @type {import('dependency-cruiser').IConfiguration} */
const { forbidden = [], options = {} } = createRequire(import.meta.url)('../.dependency-cruiser.cjs');

/**
 * @param {string} [root] a folder with src/, web/ or both, and package.json
 * @returns {Promise<{ files: number, modules: number, imports: number, violations: Violation[] }>}
 */
export async function inspectHouse(root = home) {
  const folders = FOLDERS.filter((folder) => existsSync(join(root, folder)));
  const { output } = await cruise(folders, { ...options, baseDir: root, validate: true, ruleSet: { forbidden } });
  if (typeof output === 'string') throw new TypeError(`dependency-cruiser answered text: ${output}`);

  const seen = output.modules.filter(
    ({ source }) => folders.some((folder) => source.startsWith(`${folder}/`)) && CODE.test(source),
  );
  const files = folders.flatMap((folder) => sourceFiles(root, folder));
  const unseen = files.filter((file) => !seen.some(({ source }) => source === file));
  if (files.length === 0 || unseen.length > 0) {
    throw new Error(
      `dependency-cruiser saw ${seen.length} modules of ${files.length} files; not: ${unseen.join(', ')}`,
    );
  }

  const violations = output.summary.violations.map(({ rule, from, to }) => {
    const why = forbidden.find(({ name }) => name === rule.name)?.comment ?? '';
    return { rule: rule.name, from, to, why };
  });
  const imports = seen.reduce((sum, { dependencies }) => sum + dependencies.length, 0);
  return { files: files.length, modules: seen.length, imports, violations };
}

/**
 * @param {string} root
 * @param {string} folder
 */
function sourceFiles(root, folder) {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => CODE.test(path));
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { modules, imports, violations } = await inspectHouse();
  for (const { rule, from, to, why } of violations) console.error(`${rule}: ${from} → ${to}\n  ${why}`);
  console.log(`${modules} modules, ${imports} imports, ${violations.length} violations`);
  if (violations.length > 0) process.exitCode = 1;
}
