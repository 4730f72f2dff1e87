/** Vitest: `unit` needs nothing but memory and a temporary folder; `integration` joins real parts (HTTP, SQLite, processes). */
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const projectFolder = join(import.meta.dirname, '..');

/** What the issuing service does on SQLite it does on PostgreSQL too: all but what is about a file and its data folder. */
const onBoth = [
  'back-office/{access,bank-pages,client,connections,contracts,import-seeds,key-rotation,log,operator,operator-import,requests,retention,watched}',
  'issuer/{isolation,issuer,openapi,renewal,scans,strict,tidy,wrong-address}',
  'bank/{download,end,input,journey,limits,mail,mail-server,one-code,password-flood,robustness}',
  'bank/{sample-log-ins,session,site,words}',
  'bank-clock/{ahead,behind,refused,time-source}',
  'bank-visit/{log-in,outside,typed}',
  'app/{activation,activation-links,activation-trouble,at-rest,bank-says-no,directory,lost-and-doubled,oathtool}',
  'app/{stored-instants,thief,token-life,tokens,wrong-clock}',
  'branch/{branch,input,log-in,typed}',
  'conformance/{own-issuer,sample-deeds}',
  'hostile/{fuzz,messages,refusals}',
].map((names) => `tests/integration/${names}.test.ts`);

export default defineConfig({
  root: projectFolder,
  // What build/targets.ts sets at compile time. Tests that need roots of their own pass them as arguments.
  define: {
    __FLAVOUR__: JSON.stringify('demo'),
    __DIRECTORY_ROOTS__: '[]',
    __DIRECTORY_URL__: '""',
    __PUBLISHERS__: JSON.stringify({ windows: [], macos: false }),
  },
  test: {
    // Vitest leaves one core to its watcher. These tests wait for other programs half of their time.
    maxWorkers: '100%',
    projects: ['unit', 'integration', 'faults', 'postgres'].map((name) => ({
      extends: true,
      test: {
        name,
        include: [`tests/${name}/**/*.test.{ts,tsx}`, ...(name === 'postgres' ? onBoth : [])],
        ...(name === 'postgres' ? { globalSetup: 'tests/fakes/postgres/setup.ts' } : {}),
        environment: 'node',
        // The bank's pages are tested with their own styles; otherwise vitest empties them.
        css: true,
        // For what hangs, and never for what is slow.
        testTimeout: name === 'unit' ? 60_000 : 180_000,
        hookTimeout: 180_000,
      },
    })),
    restoreMocks: true,
    // Vitest's own second is soon over on a machine that is busy.
    expect: { requireAssertions: true, poll: { timeout: 30_000 } },
  },
});
