/** Steps 2 to 4 of docs/institution.md as they stand there: our own issuing service, its keys, and the sample of deeds. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { databaseOf, isOnPostgres } from '../../fakes/bank/database.ts';
import { anyPorts, runIssuer } from '../../fakes/bank/issuer-program.ts';
import { runProgram } from '../../fakes/bank/process.ts';
import { conformanceCommand } from '../../fakes/conformance/command.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

vi.setConfig({ testTimeout: 300_000 });

const root = join(import.meta.dirname, '../../..');
const guide = readFileSync(join(root, 'docs/institution.md'), 'utf8');
const example = readFileSync(join(root, 'build/package/issuer/institutions.example.json'), 'utf8');

/** The settings of the guide, for a service that is somewhere else. */
function settingsFor(backOffice: string, url: string) {
  const [, text = ''] = /^```json\n(\{\n {2}"serviceId"[^`]+)```$/m.exec(guide) ?? [];
  const settings = JSON.parse(text) as { command: string[]; deeds: string[] };
  const [, ...words] = settings.command;
  const here = words.map((word) =>
    word.replace('http://127.0.0.1:8791', backOffice).replace('http://127.0.0.1:8790', url),
  );
  return { ...settings, command: [process.execPath, ...here] };
}

/** A test server in a folder as the guide has it, whose tokens live for less than 30 days, and the kit beside it. */
async function testServer() {
  const folder = temporaryFolder();
  const institutions = join(folder, 'institutions.json');
  writeFileSync(institutions, example.replace('"tokenLifeDays": 1825', '"tokenLifeDays": 20'));
  const data = join(folder, 'data');
  const keyFile = join(data, 'keys.json');
  const own = ['--institutions', institutions, '--data', data];
  const limits = ['--activations-per-address', '1000000', '--activations-in-all', '1000000'];
  const databaseUrl = await databaseOf(data);
  const env = databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl };
  if (isOnPostgres) {
    mkdirSync(data, { mode: 0o700 });
    await runIssuer(['make-keys', keyFile, ...own]);
    own.push('--key-file', keyFile);
  }
  const { said, child } = await runIssuer([...anyPorts, ...own, ...limits], undefined, env);
  const [, url = '', backOffice = ''] = /ready: (\S+)\/ \(back office at (\S+)\/,/.exec(said) ?? [];
  const kit = conformanceCommand(undefined, folder, env);
  kit.write('issuer.pid', `${child.pid}\n`);
  const client = ['sakura', 'conformance', join(folder, 'conformance.key')];
  await runIssuer(['add-client', ...client, '--scopes', 'banking,staff', ...own]);
  cpSync(join(root, 'docs/deeds.mjs'), join(folder, 'deeds.mjs'));
  const settings = settingsFor(backOffice, url);
  return {
    kit,
    settings,
    async writeKeys() {
      kit.write('ours.public.json', (await runIssuer(['public-keys', 'sakura', ...own])).said);
    },
    /** By hand, as the kit's settings name it. */
    async deed(name: string, asked: object) {
      const [, ...words] = settings.command;
      return runProgram(join(folder, words[0] ?? ''), [...words.slice(1), name], env, {
        cwd: folder,
        input: JSON.stringify(asked),
      });
    },
    async check(deeds: string[], only: string) {
      kit.write('conformance.json', { ...settings, deeds });
      const args = ['--settings', 'conformance.json', '--only', only, '--json', 'report.json'];
      const { code, err } = await kit.run(`${url}/sakura`, ...args);
      const { checks } = JSON.parse(kit.read('report.json')) as { checks: { is: string }[] };
      return { code, err, others: checks.filter(({ is }) => is !== 'passed') };
    },
  };
}

const allRight = { code: 0, err: '', others: [] };

it('the sample of deeds has renewals and codes tried where tokens live for less than 30 days', async () => {
  const { settings, writeKeys, check } = await testServer();
  await writeKeys();
  expect(await check(settings.deeds, 'activation,renewal,bank')).toEqual(allRight);
});

it('a change of the signing key is tried where there are two, again and again', async () => {
  const { settings, writeKeys, check, deed } = await testServer();
  await writeKeys();
  const single = await check(settings.deeds, 'signing-changes');
  expect(single).toMatchObject({ code: 0, others: [{ detail: 'signingKeys[1]' }] });
  expect(await deed('next-signing', {})).toEqual({ code: 0, out: '{}', err: '' });
  await writeKeys();
  expect(await check(settings.deeds, 'keys,messages')).toEqual(allRight);
  expect(await check(settings.deeds, 'keys,messages')).toEqual(allRight);
});

it.runIf(isOnPostgres)('a maintenance is tried where the database can be taken away', async () => {
  const { settings, writeKeys, check, deed } = await testServer();
  await writeKeys();
  const deeds = [...settings.deeds, 'maintenance'];
  expect(await check(deeds, 'maintenance,activates')).toEqual(allRight);
  // As after kill -9.
  expect(await deed('maintenance', { on: true })).toMatchObject({ code: 0 });
  expect(await deed('maintenance', { on: false })).toMatchObject({ code: 0 });
  expect(await check(deeds, 'activates')).toEqual(allRight);
});

it('what no operator can bring about is told as not tried, and is no fault', async () => {
  const { settings, writeKeys, check } = await testServer();
  await writeKeys();
  const { code, others } = await check(settings.deeds, 'refusals');
  expect(code).toBe(0);
  expect(others).toMatchObject([
    { name: 'issue-expired', is: 'not-tried', detail: 'expire-issue' },
    { name: 'token-expired', is: 'not-tried', detail: 'expire-token' },
    { name: 'maintenance', is: 'not-tried', detail: 'maintenance' },
  ]);
});
