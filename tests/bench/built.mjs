/** Builds the server half as `npm run build` builds the bank, for that is what an institution runs. */
import { join } from 'node:path';
import { build } from 'vite';

const outDir = join(import.meta.dirname, '../../out/bench');

await build({
  configFile: false,
  logLevel: 'warn',
  build: {
    ssr: true,
    outDir,
    emptyOutDir: true,
    copyPublicDir: false,
    reportCompressedSize: false,
    target: 'node24',
    rolldownOptions: {
      input: [
        join(import.meta.dirname, 'bank-server.ts'),
        join(import.meta.dirname, '../../bank/customers/password-worker.ts'),
      ],
      output: { format: 'es', entryFileNames: '[name].js' },
    },
  },
});
