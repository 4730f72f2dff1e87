/** The institution's logo where its mark stood: a picture, and never anything else. */
import { expect } from '@playwright/test';
import { first, haruna, ready, second } from '../../fakes/samples.ts';
import { announce, test } from '../support/page.ts';

type Logo = NonNullable<typeof haruna.logo>;

const withLogo = (logo: Logo) =>
  ready({ tokens: [first, { ...second, institution: { ...haruna, logo } }] });

test('each token has the drawn logo of its institution', async ({ open }) => {
  const page = await open(ready({ tokens: [first, second] }));
  const logos = page.locator('.token img.mark');
  await expect(logos).toHaveCount(2);
  const drawn = logos.evaluateAll((images: HTMLImageElement[]) =>
    images.map(({ complete, naturalWidth }) => complete && naturalWidth > 0),
  );
  expect(await drawn).toEqual([true, true]);
});

test('one that can’t be drawn gives way to the colour and the mark', async ({ open }) => {
  const page = await open(withLogo({ type: 'image/png', data: 'iVBORw0KGgo' }));
  const marks = page.locator('.token .mark');
  await expect(marks.nth(1)).toHaveText('は');
  await expect(page.locator('.token img.mark')).toHaveCount(1);
});

test('whatever one holds, it is shown as an image, and nothing in it runs or is fetched', async ({
  open,
}) => {
  const hostile = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" onload="parent.hit = true">
    <script>parent.hit = true</script><image href="http://127.0.0.1:9/a.png" width="9" height="9"/>
    <foreignObject width="9" height="9"><iframe xmlns="http://www.w3.org/1999/xhtml" src="http://127.0.0.1:9/"/></foreignObject>
    <rect width="48" height="48" fill="#123456"/></svg>`;
  const page = await open(ready({ tokens: [first, second] }));
  // The page's own script may still come in its parts; nothing of the logo leads there.
  const own = new URL(page.url()).origin;
  const asked: string[] = [];
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== own && protocol !== 'data:') asked.push(request.url());
  });
  await announce(page, withLogo({ type: 'image/svg+xml', data: hostile }));
  const logo = page.locator('.token img.mark').nth(1);
  await expect(logo).toHaveAttribute('src', /123456/);
  await expect
    .poll(() =>
      logo.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0),
    )
    .toBe(true);
  expect(await page.evaluate(() => 'hit' in window)).toBe(false);
  expect(asked).toEqual([]);
});
