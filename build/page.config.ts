/** Playwright for the page alone. It shares no display and no key ring, so there are as many browsers at once as processors. */
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import tests from './playwright.config.ts';

const { globalSetup: _display, ...rest } = tests;

export default defineConfig({
  ...rest,
  outputDir: join(import.meta.dirname, '../out/page'),
  workers: '100%',
  projects: [{ name: 'page', testMatch: '**/page/**/*.test.ts' }],
});
