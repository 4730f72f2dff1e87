/** Secrets followed through a whole journey: in no file, output, command line, environment, page or answer. */
import { copyFileSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { openForReading } from '../../electron/adapters/database.ts';
import { readSlot, readVaultId, unwrapDataKey } from '../../electron/adapters/key-slot.ts';
import { recordSeal } from '../../electron/adapters/seal-records.ts';
import { activate, activationPassword, press, readCode, screen } from './app.ts';
import { issueToken } from './bank.ts';
import { test, userDataOf } from './launch.ts';
import type { Home } from './launch.ts';

const passcode = '271828182845';
type Canary = { name: string; forms: Buffer[] };

/** A text as it might be written down: plain, in two bytes a letter, in base 64, from behind. */
function textCanary(name: string, text: string): Canary {
  const plain = Buffer.from(text);
  return {
    name,
    forms: [
      plain,
      Buffer.from(text, 'utf16le'),
      ascii(plain.toString('base64').replace(/=+$/, '')),
    ],
  };
}

function bytesCanary(name: string, bytes: Buffer): Canary {
  const texts = [
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    base32(bytes),
    [...bytes].join(','),
  ];
  return {
    name,
    forms: [
      bytes,
      Buffer.from(bytes.toReversed()),
      ...texts.flatMap((text) => [ascii(text), Buffer.from(text, 'utf16le')]),
    ],
  };
}

const ascii = (text: string) => Buffer.from(text, 'latin1');

function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return (bits.match(/.{5}/g) ?? []).map((five) => alphabet[Number.parseInt(five, 2)]).join('');
}

const found = (where: string, bytes: Buffer, canaries: Canary[]): string[] =>
  canaries
    .filter(({ forms }) => forms.some((form) => bytes.includes(form)))
    .map(({ name }) => `${name} in ${where}`);

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
  return { osKey, dataKey, secret };
}

async function heapOf(page: Page): Promise<Buffer> {
  const session = await page.context().newCDPSession(page);
  const chunks: Buffer[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(Buffer.from(chunk)));
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot');
  await session.detach();
  return Buffer.concat(chunks);
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
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(globalThis, { seen });
    (
      globalThis as unknown as { bridge: { subscribe: (take: (s: unknown) => void) => void } }
    ).bridge.subscribe((state) => seen.push(JSON.stringify(state)));
  });

  await activate(page, await issueToken(browser, bank.url));
  await press(page, '設定');
  await press(page, 'パスコード');
  await page.getByLabel('新しいパスコード:', { exact: true }).fill(passcode);
  await page.getByLabel('新しいパスコード（確認）:', { exact: true }).fill(passcode);
  await press(page, '設定する');
  await press(page, 'OK');
  await press(page, '戻る');
  await expect(screen(page, 'A06')).toBeVisible();
  const code = await readCode(page);
  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'));
  await expect(screen(page, 'A13')).toBeVisible();

  const { osKey, dataKey, secret } = await keysOf(app, home);
  const hidden = [
    bytesCanary('secret', secret),
    bytesCanary('data key', dataKey),
    bytesCanary('key of the key store', osKey),
    textCanary('passcode', passcode),
    textCanary('activation password', activationPassword),
  ];
  const all = [...hidden, textCanary('code', code)];

  // The harness can see: a planted canary is found.
  expect(found('here', Buffer.concat([Buffer.alloc(9), secret]), all)).toEqual(['secret in here']);

  const states = await page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen);
  const heap = await heapOf(page);
  const pids = await app.evaluate(({ app: electron }) =>
    electron.getAppMetrics().map(({ pid }) => pid),
  );
  const files = readdirSync(home.path, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name));

  expect([
    ...files.flatMap((path) => found(path.slice(home.path.length), readFileSync(path), all)),
    ...pids.flatMap((pid) =>
      ['cmdline', 'environ'].flatMap((name) =>
        found(name, readFileSync(`/proc/${pid}/${name}`), all),
      ),
    ),
    ...found('output', Buffer.concat(output), all),
    ...found('answers', Buffer.from(states.join('\n')), hidden),
    ...found('locked answers', Buffer.from(states.at(-1) ?? ''), all),
    ...found('heap of the page', heap, hidden),
  ]).toEqual([]);
  expect(files.length).toBeGreaterThan(5);
  expect(heap.length).toBeGreaterThan(100_000);
});
