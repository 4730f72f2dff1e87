/** Builds the app's main process anew, into an assembled app: its directory is signed by these roots and no other. */
import { build } from 'vite';
import type { InlineConfig } from 'vite';
import { main } from '../targets.ts';

export function mainAgainst(outDir: string, roots: readonly object[]): InlineConfig {
  const config = main('demo');
  return {
    ...config,
    define: { ...config.define, __DIRECTORY_ROOTS__: JSON.stringify(roots) },
    // What is built beside it, the updater, stays.
    build: { ...config.build, outDir, emptyOutDir: false },
  };
}

if (import.meta.main) {
  const [outDir = '', roots = '[]'] = process.argv.slice(2);
  await build(mainAgainst(outDir, JSON.parse(roots) as object[]));
}
