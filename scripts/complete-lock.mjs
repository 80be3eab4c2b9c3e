// node scripts/complete-lock.mjs, after a dependency was added.
// Native packages list a binary for every platform as an optional dependency. A registry mirror need not carry them all,
// and then `npm install` leaves those it lacks out of package-lock.json while `npm ci` refuses a lock without them
// (npm/cli#9846). This adds the missing entries: the exact version asked for, and the platform that its name tells;
// WebAssembly, where a package offers that as well, counts as a platform (cpu wasm32).
import { readFileSync, writeFileSync } from 'node:fs';

/**
 * @typedef {{ version?: string, cpu?: string[], dev?: boolean, libc?: string[], optional?: boolean, os?: string[],
 *   optionalDependencies?: Record<string, string> }} Entry
 */

const file = new URL('../package-lock.json', import.meta.url);
/** @type {{ packages: Record<string, Entry> }} */
const lock = JSON.parse(readFileSync(file, 'utf8'));
const PLATFORM = /(aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)-([a-z]+[0-9]*[a-z]*)/;

let added = 0;
for (const [path, { dev, optionalDependencies = {} }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const key = `node_modules/${name}`;
    if (lock.packages[key] !== undefined || lock.packages[`${path}/${key}`] !== undefined) continue;
    const [, os, cpu] = PLATFORM.exec(name) ?? [];
    if (name.endsWith('-wasm32-wasi') && /^\d/.test(version)) {
      lock.packages[key] = { version, cpu: ['wasm32'], ...(dev && { dev }), optional: true };
      added += 1;
      continue;
    }
    if (os === undefined || cpu === undefined || !/^\d+[.]\d+[.]\d+/.test(version)) {
      throw new Error(`Cannot tell the platform and version of ${name}@${version}, which ${path} wants`);
    }
    const libc = /-(gnu|musl)/.exec(name)?.[1];
    lock.packages[key] = {
      version,
      cpu: [cpu],
      ...(dev && { dev }),
      ...(libc && { libc: [libc === 'gnu' ? 'glibc' : libc] }),
      optional: true,
      os: [os],
    };
    added += 1;
  }
}

const sorted = Object.entries(lock.packages).toSorted(([a], [b]) => a.localeCompare(b, 'en'));
if (added > 0) writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
console.log(`package-lock.json: ${added} entries added`);
