/** What a system has of a policy, as the parsers and the file system give it. */
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { read as readSource, readJson } from '../../../electron/adapters/policy/policy-source.ts';
import { readProtectedFile } from '../../../electron/adapters/policy/protected-file.ts';
import { readRegistryOutput } from '../../../electron/adapters/policy/registry-output.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const key = 'HKEY_LOCAL_MACHINE\\Software\\Policies\\org.desktop-token.app';

/** As `reg query` of Windows prints it. */
const printed = (...lines: string[]) => ['', key, ...lines, '', ''].join('\r\n');

test.each([
  ['a number', '    autoLockMinutes    REG_DWORD    0xa', { autoLockMinutes: 10 }],
  ['a long number', '    autoLockMinutes    REG_QWORD    0xA', { autoLockMinutes: 10 }],
  ['a word', '    updates    REG_SZ    off', { updates: 'off' }],
  ['nothing', '    updates    REG_SZ    ', { updates: '' }],
  ['nothing, cut short', '    updates    REG_SZ', { updates: '' }],
  [
    'lines',
    '    directoryRoots    REG_MULTI_SZ    {"kid":"a"}\\0{"kid":"b"}',
    { directoryRoots: ['{"kid":"a"}', '{"kid":"b"}'] },
  ],
  ['text with spaces', '    x    REG_SZ    a    REG_SZ    b', { x: 'a    REG_SZ    b' }],
  ['a name with spaces', '    a b    REG_SZ    c', { 'a b': 'c' }],
  ['bytes', '    updates    REG_BINARY    6F6666', { updates: null }],
  ['text with variables in it', '    updates    REG_EXPAND_SZ    %x%', { updates: null }],
  ['a number that is none', '    autoLockMinutes    REG_DWORD    ten', { autoLockMinutes: null }],
  ['the key’s own value', '    (Default)    REG_SZ    off', {}],
  ['the same in Japanese', '    (既定)    REG_SZ    off', {}],
  ['another key below it', `${key}\\Below`, {}],
  ['a name that objects have', '    __proto__    REG_SZ    x', { ['__proto__']: 'x' }],
])('the registry’s output is read: %s', (_what, line, values) => {
  expect(readRegistryOutput(printed(line))).toEqual(values);
});

test.each(['', key, 'ERROR: The system was unable to find the specified registry key or value.'])(
  'output without values has none: %j',
  (output) => {
    expect(readRegistryOutput(output)).toEqual({});
  },
);

test('of a profile, its own members are no settings', () => {
  const text = '{"PayloadUUID":"1","PayloadVersion":1,"language":"en","copyingAllowed":false}';
  expect(readJson('profile', text)).toEqual({
    from: 'profile',
    values: { language: 'en', copyingAllowed: false },
    trouble: null,
  });
});

test.each(['', '{', '[]', 'null', '"x"', '7'])('%j is no policy, and that is told', (text) => {
  expect(readJson('file', text)).toEqual({ from: 'file', values: {}, trouble: 'unreadable' });
});

describe('the file', () => {
  const me = process.getuid?.() ?? 0;

  function place() {
    const folder = join(temporaryFolder(), 'policy');
    mkdirSync(folder, { mode: 0o755 });
    const path = join(folder, 'policy.json');
    writeFileSync(path, '{"language":"en"}', { mode: 0o644 });
    return { folder, path, read: (owners = [me]) => readProtectedFile(path, owners) };
  }

  test('is read where its owner alone can write it', () => {
    expect(place().read()).toEqual({ text: '{"language":"en"}', trouble: null });
  });

  test('is read through a link', () => {
    const { folder, path } = place();
    const link = join(folder, 'link.json');
    symlinkSync(path, link);
    expect(readProtectedFile(link, [me]).text).toBe('{"language":"en"}');
  });

  test('sets nothing where it belongs to somebody else', () => {
    expect(place().read([me + 1])).toEqual({ text: null, trouble: 'unprotected' });
  });

  test.each([0o664, 0o646, 0o666])('sets nothing with the mode %o', (mode) => {
    const { path, read } = place();
    chmodSync(path, mode);
    expect(read()).toEqual({ text: null, trouble: 'unprotected' });
  });

  test.each([0o775, 0o777, 0o1777])('sets nothing in a folder with the mode %o', (mode) => {
    const { folder, read } = place();
    chmodSync(folder, mode);
    expect(read()).toEqual({ text: null, trouble: 'unprotected' });
  });

  test('is none where there is none, and where there is no folder for it', () => {
    const { folder, path, read } = place();
    rmSync(path);
    expect(read()).toEqual({ text: null, trouble: null });
    rmSync(folder, { recursive: true });
    expect(read()).toEqual({ text: null, trouble: null });
  });

  test.each([
    ['a folder', (path: string) => mkdirSync(path)],
    ['a pipe', (path: string) => execFileSync('mkfifo', [path])],
    ['a circle of links', (path: string) => symlinkSync(path, path)],
    ['a file without an end', (path: string) => writeFileSync(path, Buffer.alloc(64 * 1024 + 1))],
  ])('that is %s is told as unreadable, and holds nothing up', (_what, make) => {
    const { path, read } = place();
    rmSync(path);
    make(path);
    expect(read()).toEqual({ text: null, trouble: 'unreadable' });
  });

  test('can be given to a demo, and never to a release', async () => {
    vi.stubEnv('DESKTOP_TOKEN_POLICY_FILE', place().path);
    onTestFinished(() => void vi.unstubAllEnvs());
    const given = { from: 'file', values: { language: 'en' }, trouble: null };
    expect(await readSource(false)).toEqual(given);
    expect(await readSource(true)).not.toEqual(given);
  });
});
