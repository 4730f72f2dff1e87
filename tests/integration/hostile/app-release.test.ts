/** A newer version of the app: known by the vendor's signed directory alone, and only told. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDirectory } from '../../../electron/adapters/institution/directory.ts';
import { createIssuer, publicHalf } from '../../fakes/app/issuer.ts';
import { temporaryFolder } from '../../fakes/folder.ts';
import { appRelease } from '../../fakes/samples.ts';

/** An app's directory, and a server whose answer can be changed. */
async function listWith() {
  const issuer = await createIssuer();
  const logged: string[] = [];
  let body = '';
  const directory = openDirectory({
    roots: [publicHalf(issuer.keys.root)],
    paths: [],
    cachePath: join(temporaryFolder(), 'directory.jws'),
    url: 'http://127.0.0.1:1/directory.jws',
    http: () => Promise.resolve({ status: 200, body, contentType: 'application/jose' }),
    now: Date.now,
    log: (event) => logged.push(event),
  });
  return {
    directory,
    logged,
    async serve(seq: number, app?: unknown) {
      const change = app === undefined ? {} : { app };
      body = await issuer.directory('http://127.0.0.1:1', { seq, ...change });
      await directory.refresh();
    },
  };
}

test('the list names the newest version, and a later list a later one', async () => {
  const { directory, serve } = await listWith();
  await serve(1, appRelease({ version: '0.2.0' }));
  expect(directory.app()?.version).toBe('0.2.0');
  await serve(2, appRelease({ version: '0.3.0' }));
  expect(directory.app()?.version).toBe('0.3.0');
});

test('an older list that is sent once more brings no older version back', async () => {
  const { directory, serve } = await listWith();
  await serve(2, appRelease({ version: '0.3.0' }));
  await serve(1, appRelease({ version: '0.2.0' }));
  expect(directory.app()?.version).toBe('0.3.0');
});

test('a list without a word of the app leaves nothing known', async () => {
  const { directory, serve } = await listWith();
  await serve(1);
  expect(directory.app()).toBeNull();
});

test('what a vault keeps of the list has it too', async () => {
  const { directory, serve } = await listWith();
  await serve(1, appRelease());
  expect(directory.excerptFor(['10010017'])?.app).toEqual(appRelease());
});

const installer = { url: 'https://vendor.example/app.exe', size: 1, sha512: `${'A'.repeat(86)}==` };

test.each([
  ['a word', 'newest'],
  ['a version of two numbers', { ...appRelease(), version: '0.2' }],
  ['a version with a tail', { ...appRelease(), version: '0.2.0-beta' }],
  ['a version with a zero before', { ...appRelease(), version: '0.02.0' }],
  ['a page without https:', { ...appRelease(), notesUrl: 'http://vendor.example/' }],
  ['a page that is a script', { ...appRelease(), notesUrl: 'javascript:alert(1)' }],
  [
    'an installer of no bytes',
    { ...appRelease(), platforms: { 'win32-x64': { ...installer, size: 0 } } },
  ],
  [
    'a sum in hex',
    { ...appRelease(), platforms: { 'win32-x64': { ...installer, sha512: 'ab'.repeat(64) } } },
  ],
  ['no oldest version', { ...appRelease(), minimum: undefined }],
])('%s is passed over and logged, and the institutions are there', async (_what, app) => {
  const { directory, logged, serve } = await listWith();
  await serve(1, app);
  expect(directory.app()).toBeNull();
  expect(directory.find('10010017')).toBeDefined();
  expect(logged).toEqual(['directory-app-refused']);
});
