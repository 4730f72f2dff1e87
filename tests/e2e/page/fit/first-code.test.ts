/**
 * The way from the first start to the first code, counted: what has to be pressed and filled in, by mouse and by
 * keyboard, and that nothing on it has to be scrolled to. docs/design.md says what it was before.
 */
import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { languages } from '../../../../shared/language.ts';
import type { Language } from '../../../../shared/language.ts';
import type { Ready } from '../../../../shared/state.ts';
import { id, openToken, ready, token } from '../../../fakes/samples.ts';
import { hiddenHeight } from '../../../screens/measure.ts';
import { announce, resize, test } from '../../support/page.ts';

/** What the way costs; more of anything needs a reason. */
const cost = {
  byMouse: { fields: 3, boxes: 1, choices: 1, presses: 6, scrolled: [] },
  byKeyboard: { fields: 3, keys: 14, scrolled: [] },
};

const introduced = token({ id: id(1), introduction: { checkNumber: '804317' } });
const codes = ready({
  tokens: [token({ id: id(1), firstUse: { checkNumber: '804317' } })],
  openToken: openToken(),
});

/** The window as it first opens (400 × 720), and what Windows leaves of it within its frame. */
const windows = [
  { width: 400, height: 720 },
  { width: 386, height: 681 },
].flatMap((size) => languages.map((language) => ({ ...size, language })));

const inLanguage = (state: Ready, language: Language): Ready => ({
  ...state,
  view: { ...state.view, settings: { ...state.view.settings, language } },
});

const input = (page: Page, at: number) => page.locator('.field input:visible').nth(at);
const screen = (page: Page, number: string) =>
  page.locator('.screen:visible').filter({ has: page.getByText(number, { exact: true }) });

for (const { language, ...size } of windows) {
  test(`in ${size.width} × ${size.height} (${language}) the way to the first code is so many presses, and no scrolling`, async ({
    open,
  }) => {
    const page = await open(inLanguage(ready(), language), {}, true);
    await resize(page, size);
    const done = { fields: 0, boxes: 0, choices: 0, presses: 0, scrolled: [] as string[] };

    /** The screen has come; what it hides counts. */
    async function arrive(number: string): Promise<void> {
      await expect(screen(page, number)).toBeVisible();
      await expect(page.locator('.primary[aria-busy=true]:visible')).toHaveCount(0);
      if ((await hiddenHeight(page)) > 0) done.scrolled.push(number);
    }
    async function reached(place: Locator): Promise<Locator> {
      await expect(place).toBeInViewport({ ratio: 1 });
      return place;
    }
    const press = async () => {
      done.presses += 1;
      await (await reached(page.locator('.primary:visible'))).click();
    };
    const fill = async (at: number, words: string) => {
      done.fields += 1;
      await (await reached(input(page, at))).fill(words);
    };

    await arrive('A00');
    await press();
    await arrive('A01');
    await fill(0, '10010017');
    await fill(1, '7K2M9QX4TB');
    await expect(page.locator('.confirmed')).toBeVisible();
    await arrive('A01');
    await press();
    await expect(page.locator('.terms')).toBeVisible();
    await arrive('A01');
    await fill(0, '482915');
    done.boxes += 1;
    await (await reached(page.getByRole('checkbox'))).check();
    await press();
    await announce(page, inLanguage(ready({ tokens: [introduced] }), language));
    await arrive('A03');
    done.choices += 1;
    await (await reached(page.getByRole('radio').first())).check();
    await press();
    await arrive('A04');
    await press();
    await arrive('A05');
    await press();
    await announce(page, inLanguage(codes, language));
    await expect(screen(page, 'A06')).toBeVisible();
    await reached(page.locator('.code .digits'));
    await reached(page.locator('.primary:visible'));
    expect(done).toEqual(cost.byMouse);
  });
}

test('by keyboard alone the same way is so many keys beside what is typed, and no scrolling', async ({
  open,
}) => {
  const page = await open(ready(), {}, true);
  const done = { fields: 0, keys: 0, scrolled: [] as string[] };
  async function arrive(number: string): Promise<void> {
    await expect(screen(page, number)).toBeVisible();
    await expect(page.locator('.screen:visible :focus')).toBeVisible();
    await expect(page.locator('.primary[aria-busy=true]:visible')).toHaveCount(0);
    if ((await hiddenHeight(page)) > 0) done.scrolled.push(number);
  }
  const press = async (key: string) => {
    done.keys += 1;
    await page.keyboard.press(key);
  };
  const type = async (words: string) => {
    done.fields += 1;
    await page.keyboard.insertText(words);
  };
  const tabTo = async (place: Locator) => {
    const has = () => place.evaluate((element) => element === document.activeElement);
    for (let tabs = 0; tabs < 12 && !(await has()); tabs += 1) await press('Tab');
    await expect(place).toBeFocused();
  };

  await arrive('A00');
  await press('Enter');
  await arrive('A01');
  await expect(input(page, 0)).toBeFocused();
  await type('10010017');
  await tabTo(input(page, 1));
  await type('7K2M9QX4TB');
  await press('Enter');
  await expect(page.locator('.terms')).toBeVisible();
  await expect(input(page, 0)).toBeFocused();
  await type('482915');
  await tabTo(page.getByRole('checkbox'));
  await press(' ');
  await press('Enter');
  await announce(page, ready({ tokens: [introduced] }));
  await arrive('A03');
  await tabTo(page.getByRole('radio').first());
  await press(' ');
  await press('Enter');
  await arrive('A04');
  await press('Enter');
  await arrive('A05');
  await press('Enter');
  await announce(page, codes);
  await expect(screen(page, 'A06')).toBeVisible();
  await expect(page.locator('.code .digits')).toBeInViewport({ ratio: 1 });
  expect(done).toEqual(cost.byKeyboard);
});
