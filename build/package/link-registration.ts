/**
 * How Windows learns that the links of the institution's mail open the app: electron-builder does it on macOS and Linux alone. In
 * the one place for all who use the PC, in the other for whom it is installed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Brand } from './brand.ts';

type Names = Pick<Brand['names'], 'appName' | 'linkScheme'>;

/** Macros that electron-builder's own script calls. */
export function linkForNsis({ appName, linkScheme }: Names): string {
  const key = `SHCTX "Software\\Classes\\${linkScheme}`;
  return `!macro customInstall
  WriteRegStr ${key}" "" "URL:${appName}"
  WriteRegStr ${key}" "URL Protocol" ""
  WriteRegStr ${key}\\shell\\open\\command" "" '"$INSTDIR\\\${APP_EXECUTABLE_FILENAME}" "%1"'
!macroend

!macro customUnInstall
  DeleteRegKey ${key}"
!macroend
`;
}

/** One component more for WiX: installed for everybody, with the program, and gone with it. */
function linkForWix({ appName, linkScheme }: Names): string {
  return `<Component Id="linkScheme" Guid="*">
        <RegistryKey Root="HKLM" Key="Software\\Classes\\${linkScheme}" ForceDeleteOnUninstall="yes">
          <RegistryValue Type="string" Value="URL:${appName}" KeyPath="yes"/>
          <RegistryValue Type="string" Name="URL Protocol" Value=""/>
          <RegistryValue Type="string" Key="shell\\open\\command" Value="&quot;[#mainExecutable]&quot; &quot;%1&quot;"/>
        </RegistryKey>
      </Component>`;
}

/** Into the project that electron-builder has written for its MSI. Throws where it no longer looks as it did. */
export function addLinkToMsi(projectFile: string, names: Names): void {
  const project = readFileSync(projectFile, 'utf8');
  const group = '<ComponentGroup Id="ProductComponents" Directory="APPLICATIONFOLDER">';
  if (!project.includes(group) || !project.includes('Id="mainExecutable"')) {
    throw new Error(
      'The MSI of electron-builder no longer has its components where they were: the link of the mail is not registered (build/package/link-registration.ts).',
    );
  }
  writeFileSync(projectFile, project.replace(group, `${group}\n      ${linkForWix(names)}`));
}
