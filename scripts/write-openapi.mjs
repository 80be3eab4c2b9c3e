// npm run openapi: writes schema/openapi.json from the routes. A test compares the two.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { bundle } from './bundle.mjs';

const home = fileURLToPath(new URL('..', import.meta.url));
const made = new URL('../node_modules/.cache/quarterdeck/openapi.mjs', import.meta.url);

await bundle('src/http/document.ts', fileURLToPath(made));
/** @type {typeof import('../src/http/document.ts')} */
const { openApiText } = await import(made.href);
/** @type {{ version: string }} */
const { version } = JSON.parse(readFileSync(`${home}package.json`, 'utf8'));
mkdirSync(`${home}schema`, { recursive: true });
writeFileSync(`${home}schema/openapi.json`, openApiText(version));
console.log('schema/openapi.json is written');
