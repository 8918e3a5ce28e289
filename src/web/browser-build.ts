import type { InlineConfig } from 'vite'

/** How everything for the browser is built, the pages and the bundles of tests alike. */
export const browserBuild = {
  configFile: false,
  mode: 'production',
  logLevel: 'warn',
  envDir: false,
  build: { emptyOutDir: true, sourcemap: false, reportCompressedSize: false, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
} as const satisfies InlineConfig
