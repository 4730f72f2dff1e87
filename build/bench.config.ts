/** Playwright for `npm run bench:start`: the same app and display as the end-to-end tests, no tests. */
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import tests from './playwright.config.ts';

export default defineConfig({
  ...tests,
  testDir: join(import.meta.dirname, '../tests/bench'),
  testMatch: '*.bench.ts',
  projects: [{ name: 'start' }],
});
