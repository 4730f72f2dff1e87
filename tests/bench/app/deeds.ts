/** What a customer waits for who activates or unlocks, where that goes, and how long main stands still meanwhile. */
import type { ElectronApplication, Page } from '@playwright/test';
import type { Bridge } from '../../../shared/contract.ts';
import { press, screen } from '../../e2e/support/app.ts';

/** Milliseconds. */
export type Activation = {
  withoutNetwork: number;
  pressedToSent: number;
  network: number;
  answeredToShown: number;
  longestStall: number;
};
export type Unlock = { pressedToShown: number; longestStall: number };

type Instants = { pressedAt: number; shownAt: number };
/** What the measurement keeps in main from one question of the driver to the next. */
type Watched = typeof globalThis & {
  line?: object;
  request: { sentAt: number; answeredAt: number };
  delay: { enable: () => void; disable: () => void; max: number };
};

const resolutionMs = 2;

/** From the press of a button to a double animation frame after the screen's number stands in the document; epoch ms. */
function untilShown(page: Page, number: string): Promise<Instants> {
  return page.evaluate(
    (shown) =>
      new Promise<Instants>((resolve) => {
        const now = () => performance.timeOrigin + performance.now();
        let pressedAt = 0;
        addEventListener('click', () => (pressedAt = now()), { capture: true, once: true });
        new MutationObserver((_changes, watch) => {
          if (pressedAt === 0 || !document.body.textContent.includes(shown)) return;
          watch.disconnect();
          requestAnimationFrame(() =>
            requestAnimationFrame(() => resolve({ pressedAt, shownAt: now() })),
          );
        }).observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
    number,
  );
}

const watchStalls = (app: ElectronApplication) =>
  app.evaluate((_electron, resolution) => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const watched = globalThis as Watched;
    watched.delay = monitorEventLoopDelay({ resolution });
    watched.delay.enable();
  }, resolutionMs);

const endStalls = () => {
  const { delay, request } = globalThis as Watched;
  delay.disable();
  return { longestStallNs: delay.max, request };
};

/** What main has seen since `watchStalls`: `request` of the last activation. */
async function seenByMain(app: ElectronApplication) {
  const { longestStallNs, request } = await app.evaluate(endStalls);
  return { longestStall: longestStallNs / 1e6 - resolutionMs, request };
}

/** To be called before the app asks anybody: tells when an activation is sent and when its answer is there as a whole. */
export const watchRequests = (app: ElectronApplication) =>
  app.evaluate(({ session }) => {
    const watched = globalThis as Watched;
    if (watched.line) return;
    // The same object that the app asks through (network-session.ts).
    const line = session.fromPartition('institutions-0', { cache: false });
    watched.line = line;
    const straight = line.fetch.bind(line);
    const now = () => performance.timeOrigin + performance.now();
    line.fetch = async (url, init) => {
      const sentAt = now();
      const answer = await straight(url, init);
      const { status, headers } = answer;
      const whole = new Response(await answer.arrayBuffer(), { status, headers });
      if (String(url).endsWith('/activations')) {
        watched.request = { sentAt, answeredAt: now() };
      }
      return whole;
    };
  });

/** With the form filled in (A01 or A02): from 送信 to A03. */
export async function measureActivation(app: ElectronApplication, page: Page): Promise<Activation> {
  await watchStalls(app);
  const shown = untilShown(page, 'A03');
  await press(page, '送信');
  const { pressedAt, shownAt } = await shown;
  const { longestStall, request } = await seenByMain(app);
  const { sentAt, answeredAt } = request;
  return {
    withoutNetwork: shownAt - pressedAt - (answeredAt - sentAt),
    pressedToSent: sentAt - pressedAt,
    network: answeredAt - sentAt,
    answeredToShown: shownAt - answeredAt,
    longestStall,
  };
}

/** Sets a passcode, then locks and unlocks so many times, each from the press to the screen that was open. */
export async function measureUnlocks(
  app: ElectronApplication,
  page: Page,
  count: number,
): Promise<Unlock[]> {
  const passcode = '271828';
  await page.evaluate(async (next) => {
    const { bridge } = window as unknown as { bridge: Bridge };
    const reply = await bridge.call('changePasscode', { current: null, next });
    if (!reply.ok) throw new Error(reply.code);
  }, passcode);
  const unlocks: Unlock[] = [];
  while (unlocks.length < count) {
    await page.evaluate(() => (window as unknown as { bridge: Bridge }).bridge.call('lock'));
    await screen(page, 'A13').waitFor();
    await page.getByLabel('パスコード:', { exact: true }).fill(passcode);
    await watchStalls(app);
    const shown = untilShown(page, 'A0');
    await press(page, 'ロックを解除');
    const { pressedAt, shownAt } = await shown;
    const { longestStall } = await seenByMain(app);
    unlocks.push({ pressedToShown: shownAt - pressedAt, longestStall });
  }
  return unlocks;
}
