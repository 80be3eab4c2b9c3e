/**
 * Makes the demo's raw inputs anew: `node examples/san-diego/generate.mjs`. They are seeded and committed, and a test
 * compares; run this after a change in ../generators.
 */
import { fileURLToPath } from 'node:url';
import { writeExample } from '../generators/lib/write.mjs';
import { sanDiego } from '../generators/san-diego/plan.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
writeExample(here, fileURLToPath(new URL('../../test/golden/examples/san-diego/expected.json', import.meta.url)), sanDiego());
