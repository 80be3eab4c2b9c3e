import { defineConfig } from 'vitest/config';

export default defineConfig({
  // The same JSX as in tsconfig.json and scripts/build.mjs.
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
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
