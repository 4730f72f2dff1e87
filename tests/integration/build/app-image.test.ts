/** What electron-builder writes into an AppImage for the desktop: a starter that a release takes. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { refusedArgument } from '../../../electron/core/switches.ts';

type Config = { appImage?: object };
type Target = { desktopEntry: { value: Promise<string> } };
type Helper = { computeDesktopEntry: (options: unknown, exec: string) => Promise<string> };
type AppImageTarget = new (name: string, packager: object, helper: Helper, out: string) => Target;

/** The command of the starter that comes with such a configuration. */
async function starterOf(config: Config): Promise<string> {
  const resolve = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
  // First its own entry: its parts need each other in that order.
  resolve('app-builder-lib');
  const { default: AppImage } = resolve(
    'app-builder-lib/out/targets/appimage/AppImageTarget.js',
  ) as {
    default: AppImageTarget;
  };
  const packager = { config, platformSpecificBuildOptions: {}, appInfo: { buildVersion: '1.2.3' } };
  const helper: Helper = { computeDesktopEntry: (_options, exec) => Promise.resolve(exec) };
  return new AppImage('appImage', packager, helper, '').desktopEntry.value;
}

const own = load(readFileSync('build/package/electron-builder.yml', 'utf8')) as Config;
const argumentsOf = (starter: string) => starter.split(' ').slice(1);

test('an AppImage’s starter gives no switch with which a release does not start', async () => {
  const starter = await starterOf(own);
  expect(starter).toBe('AppRun %U');
  expect(refusedArgument(argumentsOf(starter), false)).toBeNull();
});

test('left to itself electron-builder would give one', async () => {
  const starter = await starterOf({});
  expect(refusedArgument(argumentsOf(starter), false)).toBe('--no-sandbox');
});
