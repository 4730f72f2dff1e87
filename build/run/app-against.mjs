/** `npm run app-against`: the demo app against somebody's own issuing server, by a directory that they signed (docs/institution.md). */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './built.mjs';
import { createChildren } from './children.mjs';
import { missingHere, prepareDesktop } from './desktop.mjs';
import { assembleApp } from './runtime.mjs';
import { run, say } from '../setup/command.mjs';
import { nodeOf } from '../setup/npm-packages.mjs';
import { projectFolder, setUp, stop } from '../setup/setup.mjs';

const help = `お使いの発行サーバーで、お試し用のアプリを動かします。

  npm run app-against -- --directory <アドレス> --root <ファイル>

Runs the demo app against your own issuing server.

  --directory <address>  the signed directory: https:, or http: on this machine
  --root <file>          public half of the key that signed it (JWK, an array of them, or vendor.json)

終了コード / exit codes: 0, 1 failed, 2 not understood
`;

/**
 * @param {string} ja
 * @param {string} en
 * @returns {never}
 */
function refuse(ja, en) {
  console.error(`${ja}\n${en}`);
  process.exit(2);
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        directory: { type: 'string' },
        root: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
    return values;
  } catch {
    return refuse(
      'オプションが正しくありません。--help で一覧を表示します。',
      'An option is not right; --help lists them.',
    );
  }
}

/**
 * @param {string} file
 * @returns {{ kty: string, crv: string, x: string, y: string, kid: string }[]}
 */
function readRoots(file) {
  try {
    const read = JSON.parse(readFileSync(file, 'utf8'));
    const roots = [read.roots ?? read].flat();
    if (roots.length > 0 && roots.every(isPublicKey)) {
      return roots.map(({ kty, crv, x, y, kid }) => ({ kty, crv, x, y, kid }));
    }
  } catch {
    // Said below, whatever it was.
  }
  return refuse(
    `${file} は公開鍵（P-256 の JWK、kid 付き）ではありません。`,
    `${file} is no public key (JWK of P-256 with kid).`,
  );
}

/** @param {Record<string, unknown>} key */
const isPublicKey = ({ kty, crv, x, y, kid }) =>
  kty === 'EC' && crv === 'P-256' && [x, y, kid].every((each) => typeof each === 'string');

/** What the app takes where it is no release (`electron/adapters/institution/http.ts`). */
const isAddress = (/** @type {string} */ text) =>
  /^(https:\/\/[^/]|http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/])/.test(text);

const { directory, root, help: isHelp } = readArguments();
if (isHelp) {
  process.stdout.write(help);
  process.exit(0);
}
if (directory === undefined || root === undefined) {
  refuse('--directory と --root を指定してください。', 'Name --directory and --root.');
}
if (!isAddress(directory)) {
  refuse(
    `${directory} は https: のアドレス（この機械の中なら http:）ではありません。`,
    `${directory} is no https: address (http: on this machine).`,
  );
}
const roots = readRoots(resolve(root));

const children = createChildren();
/** @type {Promise<void> | null} */
let ending = null;

/** @param {number} status */
function end(status) {
  ending ??= children.endAll().then(() => process.exit(status));
}

/**
 * @param {string} address
 */
async function start(address) {
  const runtime = await setUp(missingHere());
  await ensureBuilt(projectFolder);
  const app = await assembleApp(projectFolder, runtime, `against-${process.pid}`);
  say('この鍵でアプリを作っています', 'Building the app with this key');
  const builder = join(projectFolder, 'build/run/build-against.ts');
  await run(nodeOf(projectFolder), [builder, join(app.dist, 'main'), JSON.stringify(roots)]);

  const desktop = await prepareDesktop(children, app, projectFolder, nameOf(roots));
  const window = children.start(desktop.executable, desktop.args, {
    cwd: desktop.cwd,
    env: { ...process.env, ...desktop.env, DESKTOP_TOKEN_DIRECTORY_URL: address },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  window.once('exit', (status) => end(status ?? 0));
  say(
    `アプリを開きました。一覧: ${address}`,
    'The app is open. Its tokens are kept apart from those of the demo.',
  );
}

/**
 * An app keeps the highest directory that it has seen, so each root has files of its own.
 * @param {{ x: string }[]} keys
 */
function nameOf([first]) {
  return `against-${(first?.x ?? '').slice(0, 8)}`;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(0));
try {
  await start(directory);
} catch (error) {
  await children.endAll();
  stop(error);
}
