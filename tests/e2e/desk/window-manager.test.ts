/** The window under a real window manager, beside a panel: it grows with the text, and never off the display. */
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { isInside } from '../../../electron/core/window-size.ts';
import type { Bridge } from '../../../shared/contract.ts';
import { activate, screen } from '../support/app.ts';
import { issueToken } from '../support/bank.ts';
import { startDesk } from '../support/desk.ts';
import type { Desk, Mode } from '../support/desk.ts';
import { test as base } from '../support/launch.ts';

const test = base.extend<{ deskOf: (mode: Mode) => Promise<Desk> }>({
  // oxlint-disable-next-line no-empty-pattern
  deskOf: async ({}, use) => {
    const desks: Desk[] = [];
    await use(async (mode) => {
      const desk = await startDesk(mode);
      desks.push(desk);
      return desk;
    });
    for (const desk of desks) await desk.end();
  },
});

const setText = (page: Page, textPercent: number) =>
  page.evaluate(
    (percent) =>
      (window as unknown as { bridge: Bridge }).bridge.call('changeSettings', {
        textPercent: percent,
      }),
    textPercent,
  );

for (const mode of ['1024x768', '1366x768', '1920x1080'] as const) {
  for (const scale of [1, 1.5]) {
    test(`on ${mode} at ${scale * 100} % the window is as large as the text asks and the panel allows`, async ({
      deskOf,
      launch,
    }) => {
      const desk = await deskOf(mode);
      const args = [`--force-device-scale-factor=${scale}`];
      const { page } = await launch({ env: desk.env, args });
      await expect(screen(page, 'A00')).toBeVisible();
      const area = desk.workArea();

      for (const textPercent of [100, 200, 300, 100]) {
        await setText(page, textPercent);
        const wanted = Math.min(400 * scale * (textPercent / 100), area.width);
        // Frame, panel and rounding have their room.
        await expect.poll(() => desk.window().outer.width).toBeGreaterThan(wanted - 20);
        await expect.poll(() => desk.window().outer.width).toBeLessThan(wanted + 20);
        await expect.poll(() => isInside(desk.window().outer, area)).toBe(true);
        await expect.poll(() => desk.window().leastHeight).toBeLessThanOrEqual(area.height);
        await expect(page.locator('.primary')).toBeInViewport({ ratio: 1 });
      }
    });
  }
}

test('where its display goes away the window comes to the other one, and is no larger than that', async ({
  deskOf,
  launch,
}) => {
  const desk = await deskOf('1024x768');
  desk.plugIn('1920x1080');
  const { page } = await launch({ env: desk.env });
  await expect(screen(page, 'A00')).toBeVisible();
  await setText(page, 200);
  desk.place({ x: 1100, y: 30, width: 900, height: 1000 });
  await expect.poll(() => desk.window().outer.height).toBeGreaterThan(1000);

  desk.unplug();
  await expect.poll(() => isInside(desk.window().outer, desk.workArea())).toBe(true);
  await expect.poll(() => desk.window().leastHeight).toBeLessThanOrEqual(desk.workArea().height);
  await expect(page.locator('.primary')).toBeInViewport({ ratio: 1 });

  desk.plugIn('1920x1080');
  await setText(page, 100);
  await expect.poll(() => desk.window().outer.width).toBeLessThan(500);
});

test('the digits of the code grow with the text, as the window does', async ({
  deskOf,
  launch,
  bank,
  browser,
}) => {
  test.setTimeout(120_000);
  const desk = await deskOf('1366x768');
  const ids = await issueToken(browser, bank.url);
  const { page } = await launch({ env: desk.env, directoryUrl: bank.directoryUrl });
  await activate(page, ids);
  const digits = page.locator('.code .digits');
  await expect(digits).toBeVisible();
  // As far as the panel lets the window grow.
  const sizeAt = async (textPercent: number) => {
    await setText(page, textPercent);
    const wanted = Math.min(4 * textPercent, desk.workArea().width);
    await expect.poll(() => desk.window().outer.width).toBeGreaterThan(wanted - 20);
    await expect.poll(() => desk.window().outer.width).toBeLessThan(wanted + 20);
    const inner = () => page.evaluate(() => innerWidth);
    await expect.poll(inner).toBeGreaterThan(wanted - 40);
    await expect.poll(inner).toBeLessThan(wanted + 20);
    await expect(digits).toBeInViewport({ ratio: 1 });
    return digits.evaluate((each) => Number.parseFloat(getComputedStyle(each).fontSize));
  };
  const usual = await sizeAt(100);
  expect(await sizeAt(200)).toBeGreaterThan(usual * 1.4);
  expect(await sizeAt(300)).toBeGreaterThan(usual * 1.4);
  expect(await sizeAt(100)).toBe(usual);
});

test('the mini window is small and in front of others, and comes back to its place after a restart', async ({
  deskOf,
  launch,
  bank,
  browser,
}) => {
  const desk = await deskOf('1366x768');
  const ids = await issueToken(browser, bank.url);
  const options = { env: desk.env, directoryUrl: bank.directoryUrl };
  const first = await launch(options);
  await activate(first.page, ids);
  const full = desk.window().outer;

  await first.page.keyboard.press('Control+K');
  await expect.poll(() => desk.window().outer.width).toBeLessThan(340);
  await expect.poll(() => desk.window().outer.height).toBeLessThan(260);
  await expect(first.page.locator('.mini .primary')).toBeInViewport({ ratio: 1 });
  await expect(first.page.locator('.mini .gauge')).toBeInViewport({ ratio: 1 });
  await first.page.getByRole('button', { name: 'いつも手前に出す' }).click();
  await expect.poll(() => desk.window().isOnTop).toBe(true);

  await setText(first.page, 200);
  await expect.poll(() => desk.window().outer.width).toBeGreaterThan(620);
  await expect.poll(() => isInside(desk.window().outer, desk.workArea())).toBe(true);
  await setText(first.page, 100);
  await expect.poll(() => desk.window().outer.width).toBeLessThan(340);

  const { width, height } = desk.window().outer;
  desk.move({ x: 900, y: 420 });
  await expect.poll(() => desk.window().outer.x).toBeGreaterThan(880);
  const left = desk.window().outer;
  await first.page.keyboard.press('Escape');
  await expect.poll(() => desk.window().outer).toEqual(full);
  await first.close();

  const { page } = await launch(options);
  await expect(screen(page, 'A06')).toBeVisible();
  await expect.poll(() => desk.window().outer).toEqual(full);
  await page.getByRole('button', { name: '小さく表示' }).click();
  await expect.poll(() => desk.window().outer).toEqual(left);
  expect(left).toMatchObject({ width, height });
});
