/** `npm start`: set-up, the reference bank with its branch's page, the app, and what to do with them, from a fresh clone on. */
import { ensureBuilt } from './built.mjs';
import { createChildren } from './children.mjs';
import { startBank, tellNextStep } from './demo-bank.mjs';
import { missingHere, prepareDesktop } from './desktop.mjs';
import { assembleApp } from './runtime.mjs';
import { say } from '../setup/command.mjs';
import { projectFolder, setUp, stop } from '../setup/setup.mjs';

const children = createChildren();
/** @type {Promise<void> | null} */
let ending = null;

/** @param {number} status */
function end(status) {
  ending ??= children.endAll().then(() => process.exit(status));
}

async function start() {
  const runtime = await setUp(missingHere());
  await ensureBuilt(projectFolder);
  const app = await assembleApp(projectFolder, runtime);

  const demo = await startBank(children, projectFolder);
  void demo.ended.then(() => end(1));

  const { executable, args, env, cwd } = await prepareDesktop(children, app, projectFolder);
  const window = children.start(executable, args, {
    cwd,
    env: { ...process.env, ...env, DESKTOP_TOKEN_DIRECTORY_URL: `${demo.url}/directory.jws` },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  window.stderr?.on('data', passOn);
  window.once('exit', (status) => {
    if (ending === null) say('アプリが終わりました。', 'The app was closed.');
    end(status ?? 0);
  });
  tellNextStep(demo);
}

/**
 * Chromium's remarks about what this machine lacks (a graphics card) help nobody.
 * @param {Buffer} text
 */
function passOn(text) {
  const lines = text.toString().split('\n');
  const worth = lines.filter((line) => line !== '' && !/^\[\d+:\d+\/[\d.]+:/.test(line));
  for (const line of worth) console.error(line);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(0));
try {
  await start();
} catch (error) {
  await children.endAll();
  stop(error);
}
