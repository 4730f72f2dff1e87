/**
 * The screens that customers know by sight, compared with tests/screens/references/. After a wanted change:
 * `npm run e2e -- --project=app pictures.test.ts --update-snapshots`, and a look at what has changed.
 */
import { expect } from '@playwright/test';
import { sceneCalled } from '../../screens/scenes.ts';
import { test } from '../support/page.ts';

for (const name of ['A00', 'A01-empty', 'A03-first', 'A06', 'A07-two']) {
  test(`${name} looks as it did`, async ({ open }) => {
    const scene = sceneCalled(name);
    const page = await open(scene.state, scene.replies, true);
    await scene.act?.(page);
    // Nothing looks as if it were pointed at, or is caught half-way.
    await page.mouse.move(0, 0);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
    await page.evaluate(() => document.fonts.ready);
    // Edges are smoothed a little differently from one machine to another; a moved word is far more than this.
    expect(await page.screenshot({ animations: 'disabled' })).toMatchSnapshot(`${name}.png`, {
      maxDiffPixelRatio: 0.005,
    });
  });
}
