import { resolve } from 'node:path';
import { defineConfig } from 'vite';

/** One page in dist/apps/console, served by the gateway under /console. JSX is compiled by Vite itself. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  logLevel: 'warn',
  build: {
    outDir: resolve(import.meta.dirname, '../../dist/apps/console'),
    emptyOutDir: true,
    target: 'es2022',
    cssTarget: ['chrome125', 'firefox129', 'safari17.5'], // light-dark() stays as it is
    assetsInlineLimit: 0, // the policy of the page allows nothing inline
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // "use client" in the libraries means nothing here
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
});
