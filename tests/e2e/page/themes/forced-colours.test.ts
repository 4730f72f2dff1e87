/** With the system's own few colours: nothing is said by colour alone, and the button to press is the one that is filled. */
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { sceneCalled } from '../../../screens/scenes.ts';
import { faults } from '../../../screens/faults.ts';
import { resize, test } from '../../support/page.ts';

type Open = Parameters<Parameters<typeof test>[2]>[0]['open'];

async function show(open: Open, name: string): Promise<Page> {
  const { state, replies, act, size } = sceneCalled(name);
  const page = await open(state, replies, true);
  if (size) await resize(page, size);
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await act?.(page);
  return page;
}

const css = (page: Page, selector: string, property: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);

/** As the system has it now. */
const systemColour = (page: Page, name: string) =>
  page.evaluate((colour) => {
    const probe = document.createElement('i');
    probe.style.forcedColorAdjust = 'none';
    probe.style.color = colour;
    document.body.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  }, name);

/** One of each kind of screen and of what stands on them. */
const kinds = [
  'A00',
  'A01-filled',
  'A01-missing',
  'A01-mail-which',
  'A03-differs',
  'A06',
  'A06-ending',
  'A06-asked',
  'A06-policy',
  'A07-ten',
  'A08',
  'A10',
  'A13-tries',
  'A14-change',
  'A15',
  'A16-trouble',
  'A18-key-store-locked',
  'A19',
  'A20',
  'mini-several',
];
for (const name of kinds) {
  test(`${name} is accessible in forced colours`, async ({ open }) => {
    expect(await faults(await show(open, name), 'forced')).toEqual([]);
  });
}

for (const name of ['A00', 'A01-filled', 'A03-first', 'A06', 'A10', 'A14-set']) {
  test(`on ${name} the main button is filled with the system’s Highlight, and no other button is`, async ({
    open,
  }) => {
    const page = await show(open, name);
    const filled = await systemColour(page, 'Highlight');
    expect(filled).not.toBe(await systemColour(page, 'Canvas'));
    expect(await css(page, '.primary', 'background-color')).toBe(filled);
    expect(await css(page, '.primary', 'color')).toBe(await systemColour(page, 'HighlightText'));
    const others = await page
      .locator('button:not(.primary):visible')
      .evaluateAll((buttons) => buttons.map((each) => getComputedStyle(each).backgroundColor));
    expect(others).not.toContain(filled);
  });
}

/** With the usual colours too: what is seen where no colour is told from another. */
for (const forcedColors of ['none', 'active'] as const) {
  const where = forcedColors === 'active' ? 'in forced colours' : 'in the usual colours';

  test(`a gauge that ends is hatched in two colours, ${where}, and one that does not is plain`, async ({
    open,
  }) => {
    for (const [name, colours] of [
      ['A06', 0],
      ['A06-ending', 2],
    ] as const) {
      const page = await show(open, name);
      await page.emulateMedia({ forcedColors });
      const hatch = await css(page, '.gauge-fill', 'background-image');
      const drawn = new Set(hatch.match(/(?:rgba?|oklab|color)\([^()]*\)/g));
      expect(drawn.size).toBe(colours);
      expect(hatch.includes('repeating-linear-gradient')).toBe(colours === 2);
    }
  });

  test(`a pin that is pressed in is filled, ${where}, and one that is not is an outline`, async ({
    open,
  }) => {
    const page = await show(open, 'mini');
    await page.emulateMedia({ forcedColors });
    const pin = page.locator('.mini-sign[aria-pressed]');
    await expect(pin).toHaveAttribute('aria-pressed', 'false');
    expect(await css(page, '.mini-sign[aria-pressed] .icon', 'fill')).toBe('none');
    await pin.evaluate((button) => button.setAttribute('aria-pressed', 'true'));
    expect(await css(page, '.mini-sign[aria-pressed] .icon', 'fill')).not.toBe('none');
  });

  test(`what is chosen has the system’s own sign, ${where}`, async ({ open }) => {
    for (const name of ['A01-filled', 'A20']) {
      const page = await show(open, name);
      await page.emulateMedia({ forcedColors });
      const choices = page.locator('input:is([type=radio], [type=checkbox]):checked');
      expect(await choices.count()).toBeGreaterThan(0);
      for (const choice of await choices.all())
        await expect(choice).toHaveCSS('appearance', 'auto');
    }
  });

  test(`the present step is told from the others by its weight, ${where}`, async ({ open }) => {
    const page = await show(open, 'A01-empty');
    await page.emulateMedia({ forcedColors });
    expect(await css(page, '.step-marker [aria-current]', 'font-weight')).toBe('700');
    expect(await css(page, '.step-marker li:not([aria-current])', 'font-weight')).toBe('400');
  });

  test(`each notice and each finding has a sign and words, ${where}`, async ({ open }) => {
    for (const name of ['A01-wrong-credentials', 'A03-not-yet', 'A10', 'A16-trouble']) {
      const page = await show(open, name);
      await page.emulateMedia({ forcedColors });
      const told = page.locator('.notice:visible, .finding:visible');
      expect(await told.count()).toBeGreaterThan(0);
      for (const each of await told.all()) {
        await expect(each.locator('.icon').first()).toBeVisible();
        await expect(each).toHaveText(/\S{4}/);
      }
    }
  });
}
