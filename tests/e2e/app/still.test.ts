/** What the window costs that somebody leaves open: a frame a second for the number, and nothing in between. */
import { readFileSync, rmSync } from 'node:fs';
import { expect } from '@playwright/test';
import type { ElectronApplication } from '@playwright/test';
import { activate } from '../support/app.ts';
import { test } from '../support/launch.ts';

/** How often in so many milliseconds Chromium's compositor was woken for a frame. */
async function framesIn(app: ElectronApplication, milliseconds: number): Promise<number> {
  const trace = await app.evaluate(async ({ contentTracing }, duration) => {
    await contentTracing.startRecording({ included_categories: ['viz'] });
    await new Promise((resolve) => setTimeout(resolve, duration));
    return contentTracing.stopRecording();
  }, milliseconds);
  const text = readFileSync(trace, 'utf8');
  rmSync(trace);
  expect(text).toContain('Display::DrawAndSwap');
  return text.split('"DelayBasedBeginFrameSource::OnTimerTick"').length - 1;
}

test('with a code on the screen the window is woken for some frames a second, and not for sixty', async ({
  launch,
  bank,
}) => {
  const { page, app } = await launch({ directoryUrl: bank.directoryUrl });
  await activate(page, await bank.issue('still'));
  // Longer than its content is high, so that it could be scrolled.
  expect(await page.locator('.screen-body').evaluate((body) => body.scrollHeight)).toBeGreaterThan(
    await page.locator('.screen-body').evaluate((body) => body.clientHeight),
  );
  await expect.poll(() => framesIn(app, 2000)).toBeLessThan(30);
});
