/** Vitest: `unit` needs nothing but memory and a temporary folder; `integration` joins real parts (HTTP, SQLite, processes). */
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const projectFolder = join(import.meta.dirname, '..');

/** The integration tests run on SQLite and on PostgreSQL. In these the issuing service has no database: */
const withoutDatabase = [
  '{policy,update,vault,vendor}/*',
  'app/{directory-growth,start-errors,start-files}',
  'conformance/app-against',
  'hostile/{app-release,directory,network,tls}',
];

/** And these are about the file of SQLite: its folder and lock, its copies and versions, programs that are started on it. */
const aboutTheFile = [
  'back-office/copies',
  'branch/demo',
  // What is built, and packaged for one process; statements.test.ts counts on both.
  'build/!(statements)',
  'conformance/built-file',
  'issuer/{certificate-files,killed,migrations,program,shared-commit}',
  'operator/{backup,command,export-seeds,freeradius,import-seeds,operator,split,spoilt-data}',
];

const integration = (names: string) => `tests/integration/${names}.test.ts`;

/** Of PostgreSQL alone, and whatever else a service with a database does. */
const postgres = {
  include: ['tests/postgres/**/*.test.ts', integration('**/*')],
  exclude: [...withoutDatabase, ...aboutTheFile].map(integration),
  globalSetup: 'tests/fakes/postgres/setup.ts',
};

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
        include: [`tests/${name}/**/*.test.{ts,tsx}`],
        ...(name === 'postgres' ? postgres : {}),
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
