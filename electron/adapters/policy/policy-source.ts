/**
 * What this system has of an institution's policy: the registry on Windows, managed preferences on macOS, a file on Linux. Only
 * what an administrator alone can write is read. Loaded and begun while the page starts, so that nothing waits for it.
 */
import { execFile } from 'node:child_process';
import { appId } from '../../../shared/brand.ts';
import type { PolicySource } from '../../use-cases/policy/read-policy.ts';
import { readProtectedFile } from './protected-file.ts';
import { readRegistryOutput } from './registry-output.ts';

/** By an app's ID, which is frozen for ever and no other program's. */
export const placesOf = (id: string) => ({
  registry: `HKLM\\Software\\Policies\\${id}`,
  /** Where macOS puts what a profile of the computer holds. */
  profile: `/Library/Managed Preferences/${id}.plist`,
  file: `/etc/${id}/policy.json`,
});
const policyPlaces = placesOf(appId);

/** Another program's answer is waited for so long: it comes in some hundredths of a second. */
const limitMs = 3000;
const maxBytes = 64 * 1024;

/** Never rejects. A demo can be given a file in place of what the system has, which whoever runs it may own. */
export async function read(isRelease: boolean): Promise<PolicySource> {
  const { platform, env } = process;
  const given = isRelease ? undefined : env['DESKTOP_TOKEN_POLICY_FILE'];
  if (given !== undefined) return readFile(given, [0, process.getuid?.() ?? 0]);
  if (platform === 'win32') return readRegistry();
  if (platform === 'darwin') return readProfile();
  return readFile(policyPlaces.file, [0]);
}

type From = PolicySource['from'];
const none = (from: From): PolicySource => ({ from, values: {}, trouble: null });
const troubled = (from: From, trouble: PolicySource['trouble']): PolicySource => ({
  ...none(from),
  trouble,
});

/** @param owners user IDs that may have written it */
function readFile(path: string, owners: number[]): PolicySource {
  const { text, trouble } = readProtectedFile(path, owners);
  if (trouble !== null) return troubled('file', trouble);
  return text === null ? none('file') : readJson('file', text);
}

/** `plutil` is the system's own reader of whatever form the list is kept in. */
async function readProfile(): Promise<PolicySource> {
  const { text, trouble } = readProtectedFile(policyPlaces.profile, [0]);
  if (trouble !== null) return troubled('profile', trouble);
  if (text === null) return none('profile');
  const args = ['-convert', 'json', '-o', '-', policyPlaces.profile];
  const { out, exitCode } = await run('/usr/bin/plutil', args);
  return exitCode === 0 ? readJson('profile', out) : troubled('profile', 'unreadable');
}

async function readRegistry(): Promise<PolicySource> {
  // Of the environment only what no program of an ordinary user can have made.
  const root = process.env['SystemRoot'] ?? '';
  const windows = /^[A-Za-z]:\\Windows$/i.test(root) ? root : 'C:\\Windows';
  const { out, exitCode } = await run(`${windows}\\System32\\reg.exe`, [
    'query',
    policyPlaces.registry,
    '/reg:64',
  ]);
  // 1 where there is no such key.
  if (exitCode === 1) return none('registry');
  if (exitCode !== 0) return troubled('registry', 'unreadable');
  return { ...none('registry'), values: readRegistryOutput(out) };
}

/** A profile's own members (`PayloadUUID` and its like) are no settings. */
export function readJson(from: From, text: string): PolicySource {
  try {
    const values: unknown = JSON.parse(text);
    if (typeof values !== 'object' || values === null || Array.isArray(values)) {
      return troubled(from, 'unreadable');
    }
    const own = Object.entries(values).filter(
      ([name]) => from !== 'profile' || !name.startsWith('Payload'),
    );
    return { ...none(from), values: Object.fromEntries(own) };
  } catch {
    return troubled(from, 'unreadable');
  }
}

/** `exitCode` null where it did not run, or not to its end. */
function run(file: string, args: string[]): Promise<{ out: string; exitCode: number | null }> {
  const options = { timeout: limitMs, maxBuffer: maxBytes, windowsHide: true } as const;
  return new Promise((resolve) => {
    execFile(file, args, options, (error, out) => {
      const code = error === null ? 0 : error.code;
      resolve({ out, exitCode: typeof code === 'number' ? code : null });
    });
  });
}
