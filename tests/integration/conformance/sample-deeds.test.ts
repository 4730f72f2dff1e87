/** Steps 2 to 4 of docs/institution.md as they stand there: our own issuing service, its keys, and the sample of deeds. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { anyPorts, runIssuer } from '../../fakes/bank/issuer-program.ts';
import { conformanceCommand } from '../../fakes/conformance/command.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

vi.setConfig({ testTimeout: 300_000 });

const root = join(import.meta.dirname, '../../..');
const guide = readFileSync(join(root, 'docs/institution.md'), 'utf8');
const example = readFileSync(join(root, 'build/package/issuer/institutions.example.json'), 'utf8');

/** The settings of the guide, for a back office that is somewhere else. */
function settingsFor(backOffice: string): Record<string, unknown> {
  const [, text = ''] = /^```json\n(\{\n {2}"serviceId"[^`]+)```$/m.exec(guide) ?? [];
  const settings = JSON.parse(text) as { command: string[] };
  const [, ...words] = settings.command;
  const here = words.map((word) => word.replace('http://127.0.0.1:8791', backOffice));
  return { ...settings, command: [process.execPath, ...here] };
}

it('the sample of deeds has renewals and codes tried where tokens live for less than 30 days', async () => {
  const folder = temporaryFolder();
  const institutions = join(folder, 'institutions.json');
  writeFileSync(institutions, example.replace('"tokenLifeDays": 1825', '"tokenLifeDays": 20'));
  const own = ['--institutions', institutions, '--data', join(folder, 'data')];
  const limits = ['--activations-per-address', '1000000', '--activations-in-all', '1000000'];
  const { said } = await runIssuer([...anyPorts, ...own, ...limits]);
  const [, url = '', backOffice = ''] = /ready: (\S+)\/ \(back office at (\S+)\/,/.exec(said) ?? [];
  const kit = conformanceCommand(undefined, folder);
  kit.write('ours.public.json', (await runIssuer(['public-keys', 'sakura', ...own])).said);
  const client = ['sakura', 'conformance', join(folder, 'conformance.key')];
  await runIssuer(['add-client', ...client, '--scopes', 'banking,staff', ...own]);
  cpSync(join(root, 'docs/deeds.mjs'), join(folder, 'deeds.mjs'));
  kit.write('conformance.json', settingsFor(backOffice));
  const reports = ['--only', 'activation,renewal,bank', '--json', 'report.json'];
  const settings = ['--settings', 'conformance.json', ...reports];
  const { code, err } = await kit.run(`${url}/sakura`, ...settings);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(JSON.parse(kit.read('report.json'))).toMatchObject({ failed: 0, notTried: 0 });
});
