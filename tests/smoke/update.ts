/**
 * `npm run smoke:update -- installers before`: installs the version before, lets it update itself to this one as a customer does, and
 * looks at what came of it. Where "before" holds none, this version takes its own place: what will replace it one day is tried
 * all the same. The directory is one of our own, by an institution's policy: nobody has the vendor's root here.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { hasVendor, orEnd, readVendor } from '../../build/package/vendor.ts';
import { appMember } from '../../build/release/app-member.ts';
import { readArtefacts } from '../../build/release/manifest.ts';
import { isOlder } from '../../electron/core/update/release.ts';
import { createIssuer, publicHalf } from '../fakes/app/issuer.ts';
import { createTestCa } from '../fakes/app/test-ca.ts';
import { startDisplay } from '../e2e/support/global-setup.ts';
import { commandFor, makeHome, userDataOf } from '../e2e/support/launch.ts';
import { setPolicy, trustCertificate } from './administrator.ts';
import { appName, desktop, findRelease, installing, waitFor } from './systems.ts';
import type { Way } from './systems.ts';

const isLinux = process.platform === 'linux';
/** Time for a large file, its check, and an installer. */
const patientMs = 300_000;
const [toFolder = '', fromFolder = ''] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'desktop-token-update-'));
chmodSync(folder, 0o755);
const home = makeHome();

/** Where it replaces itself: in the person's own folder on Linux, in Applications on macOS. */
const ways: Way = {
  ...(installing.exe && { exe: installing.exe }),
  ...(installing.dmg && {
    dmg: {
      install: (file) => installing.dmg?.install(file, '/Applications') ?? '',
      uninstall: () => rmSync(`/Applications/${appName}.app`, { recursive: true }),
    },
  }),
  AppImage: {
    install(file) {
      const place = join(home.path, 'apps', `${appName}.AppImage`);
      const { uid, gid } = statSync(home.path);
      mkdirSync(dirname(place));
      copyFileSync(file, place);
      chmodSync(place, 0o755);
      for (const each of [dirname(place), place]) if (isLinux) chownSync(each, uid, gid);
      return place;
    },
    uninstall: () => rmSync(join(home.path, 'apps'), { recursive: true }),
  },
};

const to = orEnd(() => findRelease(toFolder, ways));
const before = existsSync(fromFolder) ? orEnd(() => findRelease(fromFolder, ways)) : null;
const from = before ?? to;
const publisher = hasVendor() ? readVendor().publisher : undefined;
const isReplaceable =
  desktop.system === 'linux' || (from.artefact.signed && publisher?.[desktop.system] !== undefined);

if (isReplaceable) await tryUpdate();
else {
  console.log(
    `${basename(from.file)} is signed by nobody that ${desktop.system} could know again, so it replaces nothing by itself: there is no update to try (docs/release.md).`,
  );
}

async function tryUpdate(): Promise<void> {
  const undo: (() => unknown)[] = [];
  const endDisplay = isLinux ? await startDisplay() : null;
  const ca = createTestCa(folder);
  const asked: string[] = [];
  const issuer = await createIssuer();
  const server = createServer(ca.issue(), (request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    if (path === '/directory.jws') {
      void directory().then((jws) =>
        response.setHeader('content-type', 'application/jose').end(jws),
      );
      return;
    }
    const file = join(dirname(to.file), basename(path));
    response.setHeader('content-length', statSync(file).size);
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `https://localhost:${(server.address() as AddressInfo).port}`;

  /** What this release's own `app.json` would say, of files that lie here. */
  function directory(): Promise<string> {
    const { version } = to.artefact;
    const files = readArtefacts(dirname(to.file), version);
    const where = { filesUrl: `${url}/files/`, notesUrl: `${url}/notes`, minimum: '0.0.0' };
    const member = appMember(dirname(to.file), { version, releasedAt: Date.now(), files }, where);
    const isNewer = isOlder(from.artefact.version, version);
    const app = isNewer ? member : { ...member, version: '99999.0.0' };
    return issuer.directory('https://bank.example.test', { app });
  }

  let child: ChildProcess | null = null;
  try {
    undo.push(trustCertificate(ca.path, 'Test CA trusted', home.path));
    undo.push(
      setPolicy({
        directoryUrl: `${url}/directory.jws`,
        directoryRoots: [publicHalf(issuer.keys.root)],
        updates: 'on',
      }),
    );
    const what = before === null ? 'itself, since no version before was given' : 'this version';
    await test(`${basename(from.file)} updates itself to ${what}, and keeps its vault`, async () => {
      const program = from.install(from.file, folder);
      undo.push(() => from.uninstall(folder));
      const old = identityOf(program);
      child = start(program);
      await waitFor('A00', () => shows('A00'));
      await waitFor(
        'its question for the file',
        () => asked.some((path) => path.startsWith('/files/')),
        patientMs,
      );
      await restartFromDiagnosis(() => identityOf(program) !== old);
      await waitFor('A00 of the new version', () => identityOf(program) && shows('A00'), patientMs);
      assert.equal(existsSync(join(userDataOf(home, appName), 'vault.db')), true);
    });
  } finally {
    if (child !== null) desktop.kill(child);
    for (const each of undo.toReversed()) await each();
    server.closeAllConnections();
    server.close();
    await endDisplay?.();
    for (const each of [folder, home.path]) {
      rmSync(each, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    }
  }
}

function shows(number: string): boolean {
  return desktop.titles().some((title) => title.includes(number));
}

/** Which file it is: another one in its place has another number, or another date. */
function identityOf(program: string): string | null {
  const found = statSync(program, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? null : `${found.ino} ${found.mtimeNs}`;
}

function start(program: string): ChildProcess {
  // The session of the desktop outlives the app, which is started anew in it.
  const session = join(folder, 'session.sh');
  writeFileSync(session, '#!/bin/sh\n"$APP" "$@"\nexec sleep 600\n', { mode: 0o755 });
  const env = { APPIMAGE_EXTRACT_AND_RUN: '1' };
  const command = commandFor(program, home, isLinux ? { through: session, env } : {});
  return spawn(command.file, command.args, {
    cwd: home.path,
    env: command.env,
    stdio: 'ignore',
    detached: isLinux,
  });
}

/**
 * As often as is needed: the button is there when the file has come and is proved. Until then the same key looks once more.
 * A16 is the second entry of A08 where there is no token.
 */
async function restartFromDiagnosis(isDone: () => boolean): Promise<void> {
  for (const end = Date.now() + patientMs; Date.now() < end;) {
    desktop.press('settings');
    await waitFor('A08', () => shows('A08') || isDone());
    desktop.press('Tab', 'Tab', 'Return');
    if (await isSeen(() => shows('A16') || isDone())) desktop.press('Tab', 'Return');
    if (await isSeen(isDone)) return;
  }
  throw new Error('waited in vain for the restart');
}

/** Within ten seconds; if not, it is tried again from the beginning. */
async function isSeen(look: () => boolean): Promise<boolean> {
  for (let count = 0; count < 50 && !look(); count += 1) await setTimeout(200);
  return look();
}
