/** `npm run bank`, `npm run issuer` and `npm run branch` as the documents quote them, through npm and the script that sets up and builds. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { addClient } from '../../../bank/issuer/service/add-client.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const root = join(import.meta.dirname, '../../..');

/** What a command says until it has said the words. */
async function said(command: string, more: string, words: string): Promise<string> {
  // A group of its own, since npm and its script each start one more.
  const child = spawn(`${command} ${more}`, {
    cwd: root,
    shell: true,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close');
  onTestFinished(async () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    } catch {
      // It has ended by itself.
    }
    await closed;
  });
  let text = '';
  await new Promise<void>((resolve) => {
    const hear = (chunk: Buffer) => {
      text += chunk.toString('utf8');
      if (text.includes(words)) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void closed.then(() => resolve());
  });
  return text;
}

test.each([
  ['npm run bank -- --help', '--oldest-app <version>'],
  ['npm run bank -- --help', '--wrong-codes-before-stop <n>'],
  ['npm run bank -- operator', 'unlock'],
  ['npm run issuer -- operator', 'resynchronise'],
  ['npm run issuer -- --help', '--back-office-port <number>'],
  ['npm run branch -- --help', 'add-staff'],
])('%s answers', async (command, words) => {
  expect(await said(command, '', words)).toContain(words);
});

test('npm run issuer starts the issuing service', async () => {
  const own = `-- --port 0 --back-office-port 0 --management-port 0 --data ${temporaryFolder()}`;
  expect(await said('npm run issuer', own, 'issuer ready')).toContain('issuer ready');
});

test('npm run branch starts the page of the branch beside an issuing service', async () => {
  const folder = temporaryFolder();
  const keyFile = join(folder, 'branch.key');
  const client = { institution: 'akagi', client: 'branch', scopes: ['staff'] };
  await addClient(folder, client, keyFile);
  const own = `-- --port 0 --data ${folder} --client-key ${keyFile} --institution 見本`;
  expect(await said('npm run branch', own, 'branch ready')).toContain('branch ready');
});

test.each([
  ['npm run bank', '-- '],
  ['npm run bank -- --oldest-app 1.2.0', ''],
  ['npm run bank -- --sample-log-ins', ''],
  ['npm run bank -- --public-url https://bank.example --trusted-proxies 127.0.0.1,10.0.0.0/8', ''],
])('%s starts the bank', async (command, before) => {
  const own = `${before}--port 0 --data ${temporaryFolder()}`;
  expect(await said(command, own, 'bank ready')).toContain('bank ready');
});
