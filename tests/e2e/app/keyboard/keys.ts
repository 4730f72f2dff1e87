/** The app as somebody has it who has no mouse. */
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { screen } from '../../support/app.ts';

/** The screen is there, with the focus in it: from then on it hears the keys. */
export async function opened(page: Page, number: string): Promise<void> {
  await expect(screen(page, number)).toBeVisible();
  await expect(page.locator('.screen:visible :focus')).toBeVisible();
  // A03 asks how the token stands first.
  await expect(page.locator('.primary[aria-busy=true]:visible')).toHaveCount(0);
}

/** Tab by tab to what is called so, as a person does it. */
export async function tabTo(
  page: Page,
  role: 'button' | 'checkbox' | 'radio' | 'textbox',
  name: string,
) {
  const target = page.getByRole(role, { name, exact: true });
  for (let tabs = 0; tabs < 40; tabs += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${name} can't be reached by Tab`);
}

export async function type(page: Page, name: string, words: string): Promise<void> {
  await tabTo(page, 'textbox', name);
  await page.keyboard.insertText(words);
}
