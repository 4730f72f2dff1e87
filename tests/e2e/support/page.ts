/** The page alone, in a browser, with a scripted bridge in place of main. */
import { test as base, expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { CallName } from '../../../shared/contract.ts';
import type { Ready, State } from '../../../shared/state.ts';
import { installFakeBridge } from '../../fakes/app/bridge.ts';
import type { BridgeScript, FakeBridge } from '../../fakes/app/bridge.ts';
import { built } from '../../fakes/built.ts';
import { akagi, first, haruna, openToken, ready, sampleNow } from '../../fakes/samples.ts';
import { passWelcome } from '../../screens/scenes.ts';
import { servePage } from '../../screens/page-server.ts';

type WithBridge = { bridge: FakeBridge };

/**
 * For the page it is `sampleNow` for as long as the test takes: no code ends because the machine is slow.
 * Past the welcome, unless it `stays` there.
 */
export type OpenPage = (
  state: State,
  replies?: BridgeScript['replies'],
  stays?: boolean,
) => Promise<Page>;

export const test = base.extend<{ open: OpenPage }>({
  open: async ({ browser }, use) => {
    const server = await servePage(built('page'));
    const pages: Page[] = [];
    const troubles: string[] = [];
    await use(async (state, replies = {}, stays = false) => {
      const page = await browser.newPage({
        locale: 'ja-JP',
        viewport: { width: 400, height: 720 },
      });
      pages.push(page);
      page.on('pageerror', (error) => troubles.push(error.message));
      // A breach of the content security policy is told on the console.
      page.on('console', (message) => {
        if (message.type() === 'error') troubles.push(message.text());
      });
      await page.clock.setFixedTime(sampleNow);
      await page.addInitScript(installFakeBridge, { state, directory: [akagi, haruna], replies });
      await page.goto(server.url);
      // Its first screen stands, and hears the keys.
      await page.locator('.screen, .starting').first().waitFor();
      if (!stays) await passWelcome(page);
      return page;
    });
    await Promise.all(pages.map((page) => page.close()));
    await server.close();
    expect(troubles).toEqual([]);
  },
});

/** Until the page is laid out anew: the order alone comes back before that. */
export async function resize(page: Page, size: { width: number; height: number }): Promise<void> {
  await page.setViewportSize(size);
  const now = () => page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  await expect.poll(now).toEqual(size);
}

export const press = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).click();
export const heading = (page: Page) => page.getByRole('heading', { level: 1 });

/**
 * From here on it is `sampleNow` and no timer ends, until the test lets time pass with `page.clock.runFor`. Whatever
 * is drawn frame by frame stands still too.
 */
export async function stopClock(page: Page): Promise<void> {
  await page.clock.pauseAt(sampleNow);
  // It goes on from there, and not beside the timers.
  await page.clock.setSystemTime(sampleNow);
}

export const announce = (page: Page, state: State) =>
  page.evaluate((next) => (window as unknown as WithBridge).bridge.announce(next), state);

/** The form of A01 and A02, and of the practice, up to its last button. */
export async function fillForm(
  page: Page,
  { serviceId = '10010017', userId = '7K2M9QX4TB', password = '482915' } = {},
): Promise<void> {
  const screen = page.locator('.screen:visible');
  await screen.getByLabel('サービスID:').fill(serviceId);
  await screen.getByLabel('ユーザーID:').fill(userId);
  await press(page, '次へ');
  await screen.getByLabel('利用開始パスワード:').fill(password);
  await screen.getByLabel('上記の内容に同意する。').check();
}

/** A03 with a number that is the bank's. */
export async function passNumber(page: Page): Promise<void> {
  await page.getByLabel('同じでした').check();
  await press(page, '次へ');
}

/** What main was asked to do, without the questions that come with typing. */
export function asked(page: Page): Promise<{ name: CallName; input: unknown }[]> {
  return page.evaluate(() =>
    (window as unknown as WithBridge).bridge.asked.filter(
      ({ name }) => !['getState', 'checkActivationInput', 'previewName'].includes(name),
    ),
  );
}

/** All that main was asked, in the order of asking. */
export const everyCall = (page: Page) =>
  page.evaluate(() => (window as unknown as WithBridge).bridge.asked.map(({ name }) => name));

/** A token whose code has so many seconds left. */
export function codeOf(seconds: number, change: Partial<Ready> = {}, code = '492039'): Ready {
  const codeExpiresAt = sampleNow + seconds * 1000;
  return ready({ tokens: [first], openToken: openToken({ code, codeExpiresAt }), ...change });
}
