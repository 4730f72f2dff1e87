/**
 * Every call to the file system between the app's first statement and its first screen fails, by every error that systems
 * know: what comes is a state with a screen, never silence and never an exception; and the next start has the code again.
 */
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openWindowPositions } from '../../../electron/adapters/desktop/window-position.ts';
import { openJsonFile } from '../../../electron/adapters/files/json-file.ts';
import { openLog } from '../../../electron/adapters/files/log.ts';
import { prepareFolder } from '../../../electron/adapters/files/paths.ts';
import { openLocalState } from '../../../electron/adapters/vault/keys/windows-local-state.ts';
import { State } from '../../../shared/state.ts';
import { startApp } from '../../fakes/app/app.ts';
import { fakeSafeStorage } from '../../fakes/app/key-store.ts';
import { id, vaultPlace } from '../../fakes/app/vault.ts';

type Call = (...args: unknown[]) => unknown;
/** While `folder` is named, calls on what lies in it are seen, and the one that is named fails. */
const fault = vi.hoisted(() => ({ folder: '', call: '', code: '', seen: new Set<string>() }));

const breaking = vi.hoisted(() => (module: Record<string, unknown>, prefix: string) => {
  const wrap =
    (name: string, original: Call): Call =>
    (...args) => {
      const [subject] = args;
      const isOurs =
        fault.folder !== '' &&
        (typeof subject === 'number' || String(subject).startsWith(fault.folder));
      if (isOurs) {
        fault.seen.add(prefix + name);
        if (prefix + name === fault.call) {
          throw Object.assign(new Error(`${fault.code}: ${name}`), { code: fault.code });
        }
      }
      return original(...args);
    };
  return Object.fromEntries(
    Object.entries(module).map(([name, value]) => [
      name,
      typeof value === 'function' && /^[a-z]/.test(name) ? wrap(name, value as Call) : value,
    ]),
  );
});
vi.mock('node:fs', async (original) => breaking(await original(), ''));
vi.mock('node:fs/promises', async (original) => breaking(await original(), 'promises.'));

const screen = {
  getPrimaryDisplay: () => ({ id: 1, workArea: { x: 0, y: 0, width: 1366, height: 768 } }),
  getAllDisplays: () => [],
} as unknown as Parameters<typeof openWindowPositions>[0]['screen'];

/** From the first statement to the first screen, in the order of electron/main.ts. */
async function start(place: ReturnType<typeof vaultPlace>) {
  const { folder } = place;
  const log = openLog(join(folder, 'app.log'), () => 0);
  log('started');
  prepareFolder(folder, 0);
  openLocalState(folder, () => 0, log).repair();
  const file = openJsonFile(join(folder, 'window.json'));
  openWindowPositions({ file, screen, log }).forOpening('remembered');
  const { safeStorage, ring } = fakeSafeStorage({ api: 'sync' });
  ring.key = place.ring.key;
  const app = await startApp({
    folder,
    safeStorage,
    roots: [],
    directoryUrl: 'http://127.0.0.1:9/',
    now: () => 60_000,
  });
  const state = State.parse(await app.state());
  return { app, state };
}

const codes =
  'EACCES EPERM EROFS ENOSPC EDQUOT EIO ENOENT ENOTDIR EISDIR EEXIST ELOOP ENAMETOOLONG EMFILE ENFILE EBUSY EINVAL ENXIO'.split(
    ' ',
  );

/** What a start asks of the file system, found by starting. */
async function callsOfStart(): Promise<string[]> {
  const place = vaultPlace();
  await place.fill();
  Object.assign(fault, { folder: place.folder, call: '', code: '', seen: new Set() });
  const { app } = await start(place);
  app.close();
  fault.folder = '';
  return [...fault.seen];
}

/** Null where all is well; else what is not. */
async function trouble(call: string, code: string): Promise<string | null> {
  const place = vaultPlace();
  await place.fill();
  Object.assign(fault, { folder: place.folder, call, code });
  try {
    const { app, state } = await start(place);
    app.close();
    if (state.status === 'starting') return 'no screen';
    if (state.status === 'blocked' && state.code === 'internal') return 'no number of its own';
  } catch (error) {
    return `thrown: ${String(error)}`;
  } finally {
    fault.folder = '';
  }
  const { app } = await start(place);
  await app.call('openToken', { tokenId: id });
  const { openToken } = await app.ready();
  app.close();
  return openToken?.code === '287082' ? null : 'no code at the next start';
}

test('a start asks the file system for what is tried here', async () => {
  expect(await callsOfStart()).toEqual(
    expect.arrayContaining(['appendFileSync', 'mkdirSync', 'readdirSync', 'accessSync']),
  );
});

test.each(codes)(
  'whatever fails by %s ends in a screen, and the next start has the code',
  async (code) => {
    const found: string[] = [];
    for (const call of await callsOfStart()) {
      const what = await trouble(call, code);
      if (what !== null) found.push(`${call}: ${what}`);
    }
    expect(found).toEqual([]);
  },
);
