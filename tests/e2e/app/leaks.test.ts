/** Secrets followed through a whole journey: in no file, output, command line, environment, page or answer. */
import { scryptSync } from 'node:crypto';
import { copyFileSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { openForReading } from '../../../electron/adapters/vault/database/database.ts';
import {
  passcodeCost,
  readSlot,
  readVaultId,
  unwrapDataKey,
} from '../../../electron/adapters/vault/keys/key-slot.ts';
import { recordSeal } from '../../../electron/adapters/vault/records/record-seal.ts';
import { activate, activationPassword, press, readCode, screen } from '../support/app.ts';
import { issueToken } from '../support/bank.ts';
import { briefCanary, bytesCanary, codeCanary, found, textCanary } from '../support/canary.ts';
import type { Canary } from '../support/canary.ts';
import { test, userDataOf } from '../support/launch.ts';
import type { Home } from '../support/launch.ts';
import { familyOf, memoryOf, startOf } from '../support/processes.ts';

const passcode = '271828182845';

/** The secret and the keys, by the way that the app itself takes, from a copy of its vault. */
async function keysOf(app: ElectronApplication, home: Home) {
  const copy = join(home.path, '..', `${home.path.split('/').at(-1) ?? ''}-copy.db`);
  copyFileSync(join(userDataOf(home), 'vault.db'), copy);
  const database = openForReading(copy);
  const slot = readSlot(database);
  const vaultId = readVaultId(database);
  const sealed = slot.os_blob.toString('base64');
  const text = await app.evaluate(
    ({ safeStorage }, blob) => safeStorage.decryptString(Buffer.from(blob, 'base64')),
    sealed,
  );
  const osKey = Buffer.from(text, 'base64');
  const dataKey = await unwrapDataKey(slot, vaultId, osKey, passcode);
  if (dataKey === null) throw new Error('the vault did not open');
  type Row = { id: string; state: string; version: number; secret: Buffer };
  const row = database.prepare('SELECT * FROM token').get() as Row;
  database.close();
  const secret = recordSeal(dataKey, vaultId).open('token', 'secret', row, row.secret);
  if (secret === null) throw new Error('the record did not open');
  const { log2N, r, p } = passcodeCost;
  const cost = { N: 2 ** log2N, r, p, maxmem: 2 ** 28 };
  const stretched = scryptSync(passcode, slot.salt ?? '', 32, cost);
  return { osKey, dataKey, secret, stretched };
}

/** Every text that the page has in its memory; what else a snapshot holds are the numbers of its own parts. */
async function heapOf(page: Page): Promise<Buffer> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot');
  await session.detach();
  const { strings } = JSON.parse(chunks.join('')) as { strings: string[] };
  return Buffer.from(strings.join('\n'));
}

/** From here on, everything that main answers to the page and announces to it. */
async function listenAtTheDoor(app: ElectronApplication): Promise<() => Promise<string[]>> {
  await app.evaluate(({ ipcMain, webContents }) => {
    const said: string[] = [];
    Object.assign(globalThis, { said });
    type Handle = (...args: unknown[]) => unknown;
    const { _invokeHandlers: handlers } = ipcMain as unknown as {
      _invokeHandlers: Map<string, Handle>;
    };
    for (const [channel, handle] of handlers) {
      handlers.set(channel, async (...args) => {
        const answer = await handle(...args);
        said.push(JSON.stringify(answer));
        return answer;
      });
    }
    for (const contents of webContents.getAllWebContents()) {
      const send = contents.send.bind(contents);
      contents.send = (channel, ...args: unknown[]) => {
        said.push(JSON.stringify(args));
        send(channel, ...args);
      };
    }
  });
  return () => app.evaluate(() => (globalThis as unknown as { said: string[] }).said);
}

/** The one place in which a code may cross: that of the token that is open. */
const withoutOpenCode = (answer: string) => answer.replaceAll(/"code":"\d{6}"/g, '');

function filesIn(home: Home): string[] {
  return readdirSync(home.path, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name));
}

const foundInFiles = (home: Home, canaries: Canary[]): string[] =>
  filesIn(home).flatMap((path) =>
    found(path.slice(home.path.length), readFileSync(path), canaries),
  );

async function setPasscode(page: Page): Promise<void> {
  await press(page, '設定');
  await press(page, 'パスコード');
  await page.getByLabel('新しいパスコード:', { exact: true }).fill(passcode);
  await page.getByLabel('新しいパスコード（確認）:', { exact: true }).fill(passcode);
  await press(page, '設定する');
  await press(page, 'OK');
  await press(page, '戻る');
  await expect(screen(page, 'A06')).toBeVisible();
}

async function unlock(page: Page): Promise<void> {
  await page.getByLabel('パスコード:', { exact: true }).fill(passcode);
  await press(page, 'ロックを解除');
  await expect(screen(page, 'A06')).toBeVisible();
}

async function lock(app: ElectronApplication, page: Page): Promise<void> {
  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'));
  await expect(screen(page, 'A13')).toBeVisible();
}

test('nothing secret is anywhere but where it is sealed', async ({
  launch,
  home,
  bank,
  browser,
}) => {
  const { app, page } = await launch({ directoryUrl: bank.directoryUrl });
  const output: Buffer[] = [];
  for (const stream of [app.process().stdout, app.process().stderr]) {
    stream?.on('data', (chunk: Buffer) => output.push(chunk));
  }
  const said = await listenAtTheDoor(app);

  await activate(page, await issueToken(browser, bank.url));
  await setPasscode(page);
  const code = await readCode(page);
  await lock(app, page);

  const { osKey, dataKey, secret } = await keysOf(app, home);
  const hidden = [
    bytesCanary('secret', secret),
    bytesCanary('data key', dataKey),
    bytesCanary('key of the key store', osKey),
    textCanary('passcode', passcode),
    textCanary('activation password', activationPassword),
  ];
  const all = [...hidden, codeCanary('code', code)];

  // The harness can see: a planted canary is found, and a code that is one.
  expect(found('here', Buffer.concat([Buffer.alloc(9), secret]), all)).toEqual(['secret in here']);
  expect(found('here', Buffer.from(`at 1${code}, code ${code}`), all)).toEqual(['code in here']);
  expect(found('here', Buffer.from(`at 1${code}, at ${code}1`), all)).toEqual([]);

  const answers = await said();
  const heap = await heapOf(page);
  const family = familyOf(app.process().pid ?? 0);

  expect([
    ...foundInFiles(home, all),
    ...family.flatMap((pid) => found('a command line or environment', startOf(pid), all)),
    ...found('output', Buffer.concat(output), all),
    ...found('answers', Buffer.from(answers.join('\n')), hidden),
    ...found('answers beside the code', Buffer.from(answers.map(withoutOpenCode).join('\n')), all),
    ...found('locked answers', Buffer.from(answers.at(-1) ?? ''), all),
    ...found('heap of the page', heap, hidden),
  ]).toEqual([]);
  // It was not nothing that was looked at.
  expect(filesIn(home).length).toBeGreaterThan(5);
  expect(family.length).toBeGreaterThan(3);
  expect(answers.join('\n')).toContain(`"code":"${code}"`);
  expect(heap.length).toBeGreaterThan(100_000);
});

if (process.platform === 'linux') {
  test('a locked app has neither secret nor data key in memory, and a crash writes none to disk', async ({
    launch,
    home,
    bank,
    browser,
  }) => {
    // Some hundreds of megabytes are read three times.
    test.slow();
    const first = await launch({ directoryUrl: bank.directoryUrl });
    await activate(first.page, await issueToken(browser, bank.url));
    await setPasscode(first.page);
    const { dataKey, secret, stretched } = await keysOf(first.app, home);
    const hidden = [
      briefCanary('secret', secret),
      briefCanary('data key', dataKey),
      briefCanary('passcode, stretched', stretched),
    ];
    await first.close();

    const { app, page } = await launch({ directoryUrl: bank.directoryUrl });
    const pid = await app.evaluate(() => process.pid);
    const inMemory = () => [
      ...new Set([...memoryOf(pid)].flatMap((region) => found('memory', region, hidden))),
    ];
    await unlock(page);
    expect(await readCode(page)).toMatch(/^[0-9]{6}$/);
    expect(inMemory()).toEqual(['data key in memory']);
    await lock(app, page);
    expect(inMemory()).toEqual([]);

    await unlock(page);
    const before = filesIn(home);
    const closed = app.waitForEvent('close');
    process.kill(pid, 'SIGSEGV');
    await closed;
    expect(foundInFiles(home, [...hidden, textCanary('passcode', passcode)])).toEqual([]);
    const core = filesIn(home).filter((path) => !before.includes(path));
    expect(core.filter((path) => /core|\.dmp$|Crash/i.test(path))).toEqual([]);
  });
}
