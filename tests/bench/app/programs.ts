/**
 * The programs that are measured: the app as a release has it (asar, every fuse), and the same Electron with a
 * sandboxed window of one word. Both tell the same marks.
 */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createPackageWithOptions, extractAll } from '@electron/asar';
import { flipFuses, FuseVersion } from '@electron/fuses';
import { fusePositions, fusesOf } from '../../../build/package/fuses.ts';
import { projectFolder } from '../../../build/setup/setup.mjs';

/** `startScript` starts `executable`, and can be read where that can. It `tells` its marks, or only who it is and when. */
export type Program = { executable: string; startScript: string; tells: boolean };

const here = import.meta.dirname;

/** What a number that changes once a second costs whoever shows it. */
const tick = `setInterval(() => (word.textContent = String((Number(word.textContent) + 59) % 60)), 1000)`;

/** KeePassXC, another program that keeps secrets and shows codes, if it is installed here. */
export function keepassxc(startScript: string): Program | null {
  const executable = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'keepassxc'))
    .find((path) => existsSync(path));
  return executable === undefined ? null : { executable, startScript, tells: false };
}

/** @param folder readable by the ordinary user that the programs run as */
export async function makePrograms(
  folder: string,
): Promise<{ ours: Program; empty: Program; ticking: Program; remove: () => void }> {
  const packaged = join(projectFolder, 'release/demo/linux-unpacked');
  const work = mkdtempSync(join(tmpdir(), 'bench-'));
  const ours = await makeProgram(packaged, join(folder, 'ours'), (content) => {
    extractAll(join(packaged, 'resources/app.asar'), content);
    const about = JSON.parse(readFileSync(join(content, 'package.json'), 'utf8')) as {
      main: string;
    };
    writeFileSync(join(content, 'package.json'), JSON.stringify({ ...about, main: 'marked.mjs' }));
    // In this order, and both before Electron is ready.
    const marked = `import './mark-main.cjs';\nimport './${about.main}';\n`;
    writeFileSync(join(content, 'marked.mjs'), marked);
    const assets = join(content, 'dist/page/assets');
    const script = readdirSync(assets).find((name) => /^index-.*\.js$/.test(name)) ?? '';
    const marks = readFileSync(join(here, 'mark-page.js'), 'utf8');
    writeFileSync(join(assets, script), marks + readFileSync(join(assets, script), 'utf8'));
  });
  const bare = (name: string, word: string) =>
    makeProgram(packaged, join(folder, name), (content) => {
      const about = { name, main: 'main.cjs' };
      writeFileSync(join(content, 'package.json'), JSON.stringify(about));
      writeFileSync(join(content, 'main.cjs'), emptyMain);
      const script = readFileSync(join(here, 'mark-page.js'), 'utf8');
      const page = `<!doctype html><script>${script}</script><p id="word">${word}</p>`;
      // The fuses keep file: out of the archive.
      writeFileSync(join(folder, name, 'resources/index.html'), page);
    });
  const empty = await bare('empty', 'empty');
  const ticking = await bare('ticking', `60</p><script>${tick}</script><p>`);
  rmSync(work, { recursive: true });
  return { ours, empty, ticking, remove: () => rmSync(folder, { recursive: true }) };

  async function makeProgram(
    from: string,
    to: string,
    fill: (content: string) => void,
  ): Promise<Program> {
    cpSync(from, to, { recursive: true });
    chmodSync(to, 0o755);
    const content = join(work, 'content');
    mkdirSync(content);
    fill(content);
    cpSync(join(here, 'mark-main.cjs'), join(content, 'mark-main.cjs'));
    const asar = join(to, 'resources/app.asar');
    rmSync(asar);
    rmSync(`${asar}.unpacked`, { recursive: true, force: true });
    await createPackageWithOptions(content, asar, { unpack: '**/*.node' });
    rmSync(content, { recursive: true });
    const executable = join(to, 'desktop-token');
    cpSync(join(here, 'start-marked.sh'), join(to, 'start-marked.sh'));
    await flipFuses(executable, { version: FuseVersion.V1, ...releaseFuses() });
    return { executable, startScript: join(to, 'start-marked.sh'), tells: true };
  }
}

function releaseFuses(): Record<number, boolean> {
  return Object.fromEntries(
    Object.entries(fusesOf('release')).map(([name, value]) => [
      fusePositions[name as keyof typeof fusePositions],
      value === true,
    ]),
  );
}

const emptyMain = `require('./mark-main.cjs');
const { app, BrowserWindow } = require('electron');
const { join } = require('node:path');
app.enableSandbox();
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 400, height: 720, show: false });
  window.once('ready-to-show', () => window.show());
  window.loadFile(join(process.resourcesPath, 'index.html'));
});
app.on('window-all-closed', () => app.quit());`;
