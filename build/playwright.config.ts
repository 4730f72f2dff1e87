/** Playwright: the real app, one test at a time, since each has a window and a key ring of its own. */
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const projectFolder = join(import.meta.dirname, '..');

export default defineConfig<{ build: 'assembled' | 'demo' | 'release' }>({
  testDir: join(projectFolder, 'tests/e2e'),
  outputDir: join(projectFolder, 'out/e2e'),
  snapshotPathTemplate: '{testDir}/../screens/references/{arg}{ext}',
  globalSetup: join(projectFolder, 'tests/e2e/support/global-setup.ts'),
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  // For what hangs, and never for what is slow.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  projects: [
    {
      name: 'app',
      testMatch: '*.test.ts',
      // The clock is turned by a library that Linux loads before the others; window managers and AT-SPI are its own.
      testIgnore: [
        // By page.config.ts.
        '**/page/**',
        '**/release/**',
        'journey.test.ts',
        'manual.test.ts',
        ...(process.platform === 'linux' ? [] : ['clock.test.ts', '**/desk/**']),
      ],
    },
    { name: 'journey', testMatch: 'journey.test.ts' },
    { name: 'manual', testMatch: 'manual.test.ts', dependencies: ['journey'] },
    // Packages are driven on Linux; on the others `npm run package -- --release --installers` is tried by hand.
    // The demo is packaged last: dist/ stays what `npm start` takes.
    ...(process.platform === 'linux'
      ? [
          { name: 'releasing', testMatch: 'release.setup.ts' },
          {
            name: 'release',
            testMatch: '**/release/*.test.ts',
            dependencies: ['releasing'],
            use: { build: 'release' as const },
          },
          { name: 'packaging', testMatch: 'package.setup.ts' },
          {
            name: 'package',
            // With a passcode for the thread that stretches it: its program lies in the archive there.
            testMatch: ['start.test.ts', 'journey.test.ts', 'passcode.test.ts'],
            dependencies: ['packaging'],
            use: { build: 'demo' as const },
          },
        ]
      : []),
  ],
  reporter: [['list']],
  use: {
    screenshot: 'only-on-failure',
    actionTimeout: 30_000,
    // The browser in which customers open the bank, and the page alone is tested.
    launchOptions: {
      // Seen as customers see it, who have scroll bars.
      ignoreDefaultArgs: ['--hide-scrollbars'],
      ...(process.platform === 'linux' ? { executablePath: '/usr/bin/chromium' } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
