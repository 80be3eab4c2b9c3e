/**
 * Makes the bakery group's raw inputs anew: `node examples/bakery-group/generate.mjs`. They are seeded and committed,
 * and a test compares; run this after a change in ../generators.
 */
import { fileURLToPath } from 'node:url';
import { bakeryGroup } from '../generators/bakery-group/plan.mjs';
import { writeExample } from '../generators/lib/write.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
writeExample(here, fileURLToPath(new URL('../../test/golden/examples/bakery-group/expected.json', import.meta.url)), bakeryGroup());
