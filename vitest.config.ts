import { configDefaults, defineConfig } from 'vitest/config';

/** Whole examples over and over, the house, hostile input by the thousand, other programs: CI runs these after the others, with LONG=1. */
const LONG = [
  'test/analysis/consolidation/hledger.test.ts',
  'test/analysis/statement/properties.test.ts',
  'test/app/bridge/sends-under-way.test.ts',
  'test/app/bridge/sends.test.ts',
  'test/app/bridge/taken-over.test.ts',
  'test/app/doctor-mail.test.ts',
  'test/app/forecasts.test.ts',
  'test/app/own-reports.test.ts',
  'test/app/send.test.ts',
  'test/app/since.test.ts',
  'test/app/statement-hledger.test.ts',
  'test/cli/demo-bakery.test.ts',
  'test/cli/demo.test.ts',
  'test/cli/errors.test.ts',
  'test/cli/findings.test.ts',
  'test/cli/forecasts.test.ts',
  'test/cli/journal.test.ts',
  'test/cli/reader-gone.test.ts',
  'test/cli/serve-killed.test.ts',
  'test/cli/serve.test.ts',
  'test/cli/statement.test.ts',
  'test/delivery/large.test.ts',
  'test/delivery/ses/moto.test.ts',
  'test/differential/invalid.test.ts',
  'test/differential/ledger.test.ts',
  'test/docs/commands.test.ts',
  'test/docs/facts.test.ts',
  'test/e2e/dashboard.test.ts',
  'test/examples/mutations.test.ts',
  'test/faults/short.test.ts',
  'test/fuzz/linear.test.ts',
  'test/fuzz/readers.test.ts',
  'test/house/ranks.test.ts',
  'test/house/this-house.test.ts',
  'test/http/contract-dynamodb.test.ts',
  'test/http/properties.test.ts',
  'test/http/sends.test.ts',
  'test/http/views.test.ts',
  'test/portfolio/hostile.test.ts',
  'test/portfolio/mutations.test.ts',
  'test/records/audit/anchors-moto.test.ts',
  'test/records/backup-dynamodb.test.ts',
  'test/records/dynamodb-answers.test.ts',
  'test/records/dynamodb-items.test.ts',
  'test/records/dynamodb-local.test.ts',
  'test/records/sqlite-processes.test.ts',
  'test/render/journal-examples.test.ts',
  'test/sources/beancount/properties.test.ts',
  'test/sources/csv/bulk.test.ts',
  'test/sources/fuzz.test.ts',
  'test/sources/handoff/long.test.ts',
];
/** Either these or the others. */
const long = process.env['LONG'] === '1';

export default defineConfig({
  // The same JSX as in tsconfig.json and scripts/build.mjs.
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    include: long ? LONG : ['test/**/*.test.{ts,tsx}'],
    exclude: long ? configDefaults.exclude : [...configDefaults.exclude, ...LONG],
    globalSetup: ['test/collected.ts'],
    // Threads without isolation: modules load once a worker. So tests keep no state in modules and leave no globals.
    pool: 'threads',
    isolate: false,
    // Vitest leaves a core free; many tests wait for a child process or the disk, so two workers fill two cores.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // A run that ran nothing, or only what someone marked `.only`, is a failure. So is a file without tests (vitest's own rule).
    passWithNoTests: false,
    allowOnly: false,
  },
});
