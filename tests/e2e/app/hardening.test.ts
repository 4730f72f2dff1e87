/** What the page can't do, tried from within the page (Electron security guide). */
import { expect } from '@playwright/test';
import { screen } from '../support/app.ts';
import { test } from '../support/launch.ts';

test('the page opens no window, goes nowhere and asks for nothing', async ({ launch }) => {
  const { app, page } = await launch();
  await expect(screen(page, 'A00')).toBeVisible();
  const refused = await page.evaluate(async () => {
    const outcome = async (attempt: () => unknown) => {
      try {
        return (await attempt()) ?? 'nothing';
      } catch (error) {
        return error instanceof Error ? error.name : 'thrown';
      }
    };
    return {
      window: await outcome(() => window.open('https://example.test/')),
      // In a task of its own: what Playwright evaluates is exempt from the policy.
      evaluated: await outcome(
        () =>
          new Promise((resolve, reject) => {
            setTimeout(() => {
              try {
                // That this fails is the point of it.
                // oxlint-disable-next-line typescript/no-implied-eval, typescript/no-unsafe-call
                resolve(Function('return 1')());
              } catch (error) {
                reject(error instanceof Error ? error : new Error('thrown'));
              }
            });
          }),
      ),
      fetched: await outcome(() => fetch('https://example.test/')),
      fetchedFile: await outcome(() => fetch('file:///etc/passwd')),
      notified: await outcome(() => Notification.requestPermission()),
      placed: await outcome(
        () =>
          new Promise((_resolve, reject) => {
            navigator.geolocation.getCurrentPosition(reject, () => reject(new Error('refused')));
          }),
      ),
      read: await outcome(() => navigator.clipboard.readText()),
      html: await outcome(() => {
        document.body.insertAdjacentHTML('beforeend', '<b>x</b>');
      }),
    };
  });
  expect(refused).toEqual({
    window: 'nothing',
    evaluated: 'EvalError',
    fetched: 'TypeError',
    fetchedFile: 'TypeError',
    notified: 'denied',
    placed: 'Error',
    read: 'NotAllowedError',
    html: 'TypeError',
  });

  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'https://example.test/';
    link.target = '_blank';
    document.body.append(link);
    link.click();
    location.assign('https://example.test/');
  });
  expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
  await expect.poll(() => page.url()).toBe('app://bundle/index.html');
});

test('the page’s bridge is two functions, and nothing of Electron', async ({ launch }) => {
  const { page } = await launch();
  await expect(screen(page, 'A00')).toBeVisible();
  const bridge = await page.evaluate(() =>
    Object.entries((window as unknown as { bridge: Record<string, unknown> }).bridge).map(
      ([name, value]) => [name, typeof value, Object.keys(value as object)],
    ),
  );
  expect(bridge).toEqual([
    ['call', 'function', []],
    ['subscribe', 'function', []],
  ]);
});

test('preferences of the window are the strict ones', async ({ launch }) => {
  const { app, page } = await launch();
  await expect(screen(page, 'A00')).toBeVisible();
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } =
      contents.getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
  });
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
});

test('a page that crashed comes back by itself', async ({ launch }) => {
  const { app, page } = await launch();
  await expect(screen(page, 'A00')).toBeVisible();
  await app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        contents?.once('render-process-gone', () => {
          contents.once('did-finish-load', () => resolve());
        });
        contents?.forcefullyCrashRenderer();
      }),
  );
  await expect
    .poll(() =>
      app.evaluate(({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        // The page names the screen in the window's title as soon as it is drawn.
        return [contents?.isCrashed(), contents?.getTitle()];
      }),
    )
    .toEqual([false, 'ようこそ（A00）－ ワンタイムパスワードアプリ（見本）']);
});
