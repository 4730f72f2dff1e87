/**
 * `node tests/bench/built.mjs <entry> …`: builds a part of a benchmark as `npm run build` builds the bank, for that is what an
 * institution runs. It comes to out/bench/<name of the first>/.
 */
import { basename, join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '../..');
const [first = '', ...others] = process.argv.slice(2);

await build({
  configFile: false,
  logLevel: 'warn',
  build: {
    ssr: true,
    outDir: join(root, 'out/bench', basename(first, '.ts')),
    emptyOutDir: true,
    copyPublicDir: false,
    reportCompressedSize: false,
    target: 'node24',
    rolldownOptions: {
      input: [first, ...others].map((entry) => join(root, entry)),
      output: { format: 'es', entryFileNames: '[name].js' },
    },
  },
});
