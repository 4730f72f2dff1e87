/** Windows learns from the MSI that the brand's links open the app: one component more in electron-builder's own project. */
import { createRequire } from 'node:module';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addLinkToMsi } from '../../../build/package/link-registration.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const names = { appName: 'Sakura Passcard', linkScheme: 'sakura-passcard' };

type MsiTarget = new (
  packager: object,
  outDir: string,
) => { writeManifest: (appOutDir: string, arch: number, options: object) => Promise<string> };

/** What electron-builder of this version writes for WiX, of a folder with a program in it. */
async function projectOfBuilder(): Promise<string> {
  const load = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
  // First its own entry: its parts need each other in that order.
  load('app-builder-lib');
  const { default: Target } = load('app-builder-lib/out/targets/MsiTarget.js') as {
    default: MsiTarget;
  };
  const app = temporaryFolder();
  mkdirSync(join(app, 'resources'));
  writeFileSync(join(app, 'Sakura Passcard.exe'), '');
  writeFileSync(join(app, 'resources/app.asar'), '');
  const appInfo = {
    id: 'example.sakura.passcard',
    productName: names.appName,
    productFilename: names.appName,
    sanitizedProductName: names.appName,
    companyName: 'Sakura Systems K.K.',
    description: '',
    getVersionInWeirdWindowsForm: () => '1.2.3.0',
  };
  const packager = {
    appInfo,
    config: { msi: { oneClick: false, perMachine: true } },
    platformSpecificBuildOptions: {},
    fileAssociations: [],
    compression: 'normal',
    getIconPath: async () => null,
  };
  const options = {
    isAssisted: true,
    isPerMachine: true,
    isCreateStartMenuShortcut: true,
    menuCategory: null,
    shortcutName: names.appName,
  };
  return new Target(packager, app).writeManifest(app, 1, options);
}

const countOf = (text: string, part: string) => text.split(part).length - 1;

test('the MSI registers the links for everybody, with the program that it installs', async () => {
  const file = join(temporaryFolder(), 'project.wxs');
  const before = await projectOfBuilder();
  writeFileSync(file, before);
  addLinkToMsi(file, names);
  const after = readFileSync(file, 'utf8');

  const component = /<Component Id="linkScheme"[^]*?<\/Component>/.exec(after)?.[0] ?? '';
  const squeezed = (text: string) => text.replaceAll(/\s+/g, ' ');
  expect(squeezed(after.replace(component, ''))).toBe(
    squeezed(before.replace('APPLICATIONFOLDER">', 'APPLICATIONFOLDER"> ')),
  );
  expect(component).toContain(
    '<RegistryKey Root="HKLM" Key="Software\\Classes\\sakura-passcard" ForceDeleteOnUninstall="yes">',
  );
  expect(component).toContain('Name="URL Protocol" Value=""');
  expect(component).toContain(
    'Key="shell\\open\\command" Value="&quot;[#mainExecutable]&quot; &quot;%1&quot;"',
  );
  // The file that the command names is the program.
  expect(after).toMatch(/<File Name="Sakura Passcard\.exe"[^>]* Id="mainExecutable"/);
  expect(countOf(after, '<ComponentGroup ')).toBe(1);
  expect(countOf(component, 'KeyPath="yes"')).toBe(1);
});

test('where electron-builder writes another project, the MSI is not made without its links', () => {
  const file = join(temporaryFolder(), 'project.wxs');
  writeFileSync(file, '<Wix><Product/></Wix>');
  expect(() => addLinkToMsi(file, names)).toThrow('the link of the mail is not registered');
  expect(readFileSync(file, 'utf8')).toBe('<Wix><Product/></Wix>');
});
