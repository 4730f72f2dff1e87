/** What a customer does and reads on the app's screens. */
import { spawnSync } from 'node:child_process';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Bridge } from '../../../shared/contract.ts';

export const activationPassword = '482915';
export type Ids = { serviceId: string; userId: string };

/** The small number by which a screen is called on the telephone. */
export const screen = (page: Page, number: string) => page.getByText(number, { exact: true });

export const press = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).click();

/** The first of the form's two steps, from the welcome before it or from the second. */
export async function fillIds(page: Page, ids: Ids): Promise<void> {
  const begin = page.getByRole('button', { name: 'はじめる' });
  const password = page.getByLabel('利用開始パスワード:');
  await expect(begin.or(password).or(page.getByLabel('サービスID:'))).toBeVisible();
  if (await begin.isVisible()) await begin.click();
  if (await password.isVisible()) await press(page, '戻る');
  await page.getByLabel('サービスID:').fill(ids.serviceId);
  await page.getByLabel('ユーザーID:').fill(ids.userId);
}

/** Up to 送信, which is not pressed. */
export async function fillActivation(page: Page, ids: Ids): Promise<void> {
  await fillIds(page, ids);
  await press(page, '次へ');
  await page.getByLabel('利用開始パスワード:').fill(activationPassword);
  await page.getByLabel('上記の内容に同意する。').check();
}

/** A03 with a number that is the bank's. */
export async function passNumber(page: Page): Promise<void> {
  await page.getByLabel('同じでした').check();
  await press(page, '次へ');
}

/** From A01 to A06 without a name of one's own. */
export async function activate(page: Page, ids: Ids): Promise<void> {
  await fillActivation(page, ids);
  await press(page, '送信');
  await finishActivation(page);
}

/** From A03 on. */
export async function finishActivation(page: Page): Promise<void> {
  await expect(screen(page, 'A03')).toBeVisible();
  await passNumber(page);
  await press(page, '登録');
  await press(page, 'OK');
  await expect(screen(page, 'A06')).toBeVisible();
}

/** A number on screen, as a screen reader has it. */
export async function readNumber(page: Page, label: string): Promise<string> {
  const text = await page.getByRole('group', { name: label }).locator('.for-readers').textContent();
  return (text ?? '').replaceAll(' ', '');
}

export const readCode = (page: Page) => readNumber(page, 'ワンタイムパスワード');

/** What the clipboard of the tests' display holds; '' where nobody has put anything there. */
export const clipboardText = (): string =>
  spawnSync('xclip', ['-selection', 'clipboard', '-o'], { encoding: 'utf8' }).stdout;

/** Copies the code and gives it back; near its end the button waits for the next one and copies that. */
export async function copyCode(page: Page): Promise<string> {
  await page.locator('.primary').click();
  const copied = page.getByRole('button', { name: 'コピーしました' });
  await expect(copied).toBeVisible();
  const code = await readCode(page);
  await expect.poll(clipboardText).toBe(code);
  return code;
}

/** A code lasts a minute, and one may have just begun. */
export async function waitForOtherCode(page: Page, used: string): Promise<string> {
  await expect(async () => expect(await readCode(page)).not.toBe(used)).toPass({ timeout: 70_000 });
  return readCode(page);
}

/** Waits for the next code, and answers how many milliseconds after its minute it stood on the screen. */
export async function nextCodeLateMs(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const shown = () => document.querySelector('.code .for-readers')?.textContent;
    const old = shown();
    const { bridge } = window as unknown as { bridge: Bridge };
    const reply = await bridge.call('getState');
    if (!reply.ok || reply.value.status !== 'ready') throw new Error('no code is shown');
    const endsAt = reply.value.openToken?.codeExpiresAt ?? 0;
    return new Promise<number>((resolve) => {
      new MutationObserver(() => {
        const now = shown();
        if (now && now !== old) resolve(Date.now() - endsAt);
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
  });
}
