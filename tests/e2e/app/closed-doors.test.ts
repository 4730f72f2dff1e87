/** The page reaches nothing but main: every way out that Chromium has is tried from within it, with somebody listening. */
import { readdirSync } from 'node:fs';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { press, screen } from '../support/app.ts';
import { test } from '../support/launch.ts';
import type { Home } from '../support/launch.ts';
import { listen, listenForNames } from '../support/listener.ts';
import { harmless, reaching, taken, waysOut } from '../support/ways-out.ts';
import { windowsOnScreen } from '../support/x-windows.ts';

/** Windows on the screen: a system dialog or a prompt is one more. */
const windows = () => windowsOnScreen('any');

const filesIn = (home: Home) =>
  readdirSync(home.path, { recursive: true, encoding: 'utf8' }).filter((name) => /door/.test(name));

/** Answers when it is settled, refused among it, or a while has gone by in the page. */
async function attempt(page: Page, name: string, hosts: string[]): Promise<void> {
  const tried = `(async () => (${String(waysOut[name])})(${JSON.stringify(hosts)}))().catch(() => {})`;
  await page.evaluate(`Promise.race([${tried}, new Promise((end) => setTimeout(end, 2000))])
    .then(() => undefined)`);
}

test('no way out of the page sends a packet, writes a file or asks the person', async ({
  launch,
  home,
}) => {
  const { app, page } = await launch();
  await expect(screen(page, 'A00')).toBeVisible();
  const listener = await listen();
  const before = windows();
  const found: string[] = [];
  for (const name of Object.keys(waysOut)) {
    await attempt(page, name, listener.hosts);
    if (listener.heard.length > 0) found.push(`${name}: ${listener.heard.splice(0).join(', ')}`);
    if (windows().length > before.length) found.push(`${name}: a window`);
    if (filesIn(home).length > 0) found.push(`${name}: a file`);
  }
  expect(found).toEqual([]);
  expect(page.url()).toBe('app://bundle/index.html');
  // Somebody else is heard.
  await app.evaluate(
    (_electron, url) => fetch(url).catch(() => undefined),
    `http://${listener.hosts[0]}/`,
  );
  await expect.poll(() => listener.heard).toEqual(['tcp']);
  listener.close();
});

// The port of name servers is root's.
if (process.platform === 'linux' && process.getuid?.() === 0) {
  test('neither a start nor any way out of the page has a name looked up', async ({
    launch,
    home,
  }) => {
    const names = await listenForNames(home);
    const { app, page } = await launch(names.launch);
    await expect(screen(page, 'A00')).toBeVisible();
    for (const [index, name] of Object.keys(waysOut).entries()) {
      await attempt(page, name, [`way-${index}.example.test:443`]);
    }
    // Main is heard, and whatever was asked before it.
    await app.evaluate(() => fetch('http://main.example.test/').catch(() => undefined));
    expect([...new Set(names.heard)]).toEqual(['main.example.test']);
    names.close();
  });
}

test('the page makes no frame, in whose world all that was taken from it would be there', async ({
  launch,
}) => {
  const { page } = await launch();
  await expect(screen(page, 'A00')).toBeVisible();
  const made = await page.evaluate(() => {
    const html = 'http://www.w3.org/1999/xhtml';
    const frame = 'iframe';
    let asked = 0;
    const two = { toString: () => (asked++ === 0 ? 'p' : frame) };
    const ways: (() => Node | null)[] = [
      ...['iframe', 'IFRAME', 'frame', 'object', 'embed', 'fencedframe'].map(
        (name) => () => document.createElement(name),
      ),
      () => document.createElement(two as unknown as string),
      () => document.createElementNS(html, frame),
      () => document.createElementNS(html, 'x:iframe'),
      () => document.implementation.createDocument(html, frame).documentElement,
      () => document.implementation.createHTMLDocument().createElement(frame),
      () => {
        class Frame extends HTMLIFrameElement {}
        customElements.define('x-frame', Frame, { extends: frame });
        return new Frame();
      },
      () => new HTMLIFrameElement(),
      () =>
        new DOMParser().parseFromString('<iframe></iframe>', 'text/html').querySelector('iframe'),
      () => document.createRange().createContextualFragment('<iframe></iframe>'),
    ];
    const found: string[] = [];
    for (const way of ways) {
      try {
        const node = way();
        if (node !== null) document.body.append(node);
      } catch {
        continue;
      }
      if (window.length > 0) found.push(String(way));
    }
    return found;
  });
  expect(made).toEqual([]);
});

test('whatever of the page’s own names could reach further is tried, taken or known', async ({
  launch,
}) => {
  const { page } = await launch();
  await expect(screen(page, 'A00')).toBeVisible();
  const names = await page.evaluate(() => {
    const there = (owner: object, prefix: string) =>
      Object.getOwnPropertyNames(owner)
        .filter((name) => prefix !== '' || Reflect.get(window, name) !== undefined)
        .map((name) => prefix + name);
    return [...there(window, ''), ...there(Navigator.prototype, 'navigator.')];
  });
  const short = (name: string) => name.replace(/^navigator\./, '');
  const known = new Set(Object.keys(waysOut));
  const unknown = names.filter(
    (name) => reaching.test(short(name)) && !harmless.test(short(name)) && !known.has(name),
  );
  expect(unknown).toEqual([]);
  expect(names.filter((name) => taken.includes(name))).toEqual([]);
});

test('the sheet to print is printed by main', async ({ launch }) => {
  const { app, page } = await launch();
  await expect(screen(page, 'A00')).toBeVisible();
  await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined) throw new Error('no window');
    contents.print = (_options, done) => {
      process.env['PRINTED'] = 'yes';
      done?.(true, '');
    };
  });
  await page.keyboard.press('Control+p');
  await expect(screen(page, 'A15')).toBeVisible();
  await press(page, '印刷');
  await expect.poll(() => app.evaluate(() => process.env['PRINTED'])).toBe('yes');
});
