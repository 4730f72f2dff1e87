/** Playwright: the real app and a real browser, one test at a time, since each has a window and a key ring of its own. */
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const projectFolder = join(import.meta.dirname, '..');

export default defineConfig<{ packaged: boolean }>({
  testDir: join(projectFolder, 'tests/e2e'),
  outputDir: join(projectFolder, 'out/e2e'),
  snapshotPathTemplate: '{testDir}/../screens/references/{arg}{ext}',
  globalSetup: join(projectFolder, 'tests/e2e/global-setup.ts'),
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  projects: [
    {
      name: 'app',
      testMatch: '*.test.ts',
      // The clock is turned by Debian's faketime.
      testIgnore: process.platform === 'linux' ? [] : ['clock.test.ts'],
    },
    // The package is driven on Linux; on the others `npm run package -- --installers` is tried by hand.
    ...(process.platform === 'linux'
      ? [
          { name: 'packaging', testMatch: 'package.setup.ts' },
          {
            name: 'package',
            testMatch: ['start.test.ts', 'journey.test.ts'],
            dependencies: ['packaging'],
            use: { packaged: true },
          },
        ]
      : []),
  ],
  reporter: [['list']],
  use: { screenshot: 'only-on-failure', actionTimeout: 15_000 },
});
