/** What a brand adds to electron-builder.yml: its names, its icons, and the links that open the app. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from 'electron-builder';
import type { Brand } from './brand.ts';
import { addLinkToMsi, linkForNsis } from './link-registration.ts';

/** Writes what NSIS reads into `folder`. */
export function brandConfig({ folder: brandFolder, names, installer }: Brand, folder: string) {
  const { appId, appName, packageName, linkScheme } = names;
  const { copyright, author, homepage, maintainer, synopsis } = installer;
  const icons = join(brandFolder, 'icons');
  const nsis = join(folder, 'installer.nsh');
  writeFileSync(nsis, linkForNsis(names));
  return {
    appId,
    productName: appName,
    copyright,
    directories: { buildResources: icons },
    // Of package.json, which names the demo.
    extraMetadata: {
      name: packageName,
      productName: appName,
      description: synopsis,
      author,
      homepage,
    },
    protocols: [{ name: appName, schemes: [linkScheme] }],
    win: { icon: join(icons, 'icon.ico') },
    mac: { icon: join(icons, 'icon.icns') },
    linux: { icon: icons, executableName: packageName, maintainer, synopsis },
    nsis: { include: nsis },
    msiProjectCreated: (file) => addLinkToMsi(file, names),
  } satisfies Configuration;
}
