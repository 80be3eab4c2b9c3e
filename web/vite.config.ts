import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: folder('.'),
  // Built by scripts/build.mjs, which also compresses what lies here.
  build: {
    outDir: folder('../dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    // Nothing inline: the page's policy lets only files of its own through, fonts and pictures included.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: { fileName: 'licenses.txt' },
    reportCompressedSize: false,
    rolldownOptions: {
      // Schemas only: each lies with the pages that read such an answer.
      treeshake: { moduleSideEffects: [{ test: /[\\/]src[\\/]http[\\/]contract[\\/]/, sideEffects: false }] },
    },
  },
  // The same JSX as in web/tsconfig.json.
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [tailwindcss()],
  logLevel: 'warn',
});
