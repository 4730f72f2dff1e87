/** The issuing service, and the branch's page, under systemd itself, set up and looked after by the lines of the guide. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../fakes/folder.ts';
import { branchVisit, firstToken } from '../../fakes/system/visits.ts';
import type { FirstTokenFiles } from '../../fakes/system/visits.ts';
import { mayMakeRooms } from '../../fakes/system/room.ts';
import { startMachine } from '../../fakes/system/systemd.ts';
import type { Machine } from '../../fakes/system/systemd.ts';

const root = join(import.meta.dirname, '../../..');
const guide = readFileSync(join(root, 'docs/institution.md'), 'utf8');
const [, production = ''] = guide.split(/^## 7\. .*$/m);
const blocks = [...production.matchAll(/^( *)```sh\n(.+?)^\1```$/gms)].map(([, , lines = '']) =>
  lines.replaceAll(/^ +/gm, ''),
);

/** The guide's lines in which this stands, as a machine without a network and without sudo can run them. */
function linesWith(words: string): string {
  const lines = blocks.find((block) => block.includes(words)) ?? '';
  return lines
    .replace(/^\(cd (\S+) && npm ci .*$/m, 'cp -r node_modules $1/')
    .replaceAll(/^sudo -u (\S+) /gm, 'setpriv --reuid $1 --regid $1 --clear-groups -- ')
    .replaceAll(/^curl .*\n/gm, '');
}

const service = 'desktop-token-issuer.service';

// Not in every container may one make others, and nobody but root may make them so.
describe.skipIf(!mayMakeRooms)('the issuing service under systemd', () => {
  let machine: Machine;
  let files: FirstTokenFiles;
  const leavings: (() => unknown)[] = [];
  const atTheEnd = (leave: () => unknown) => void leavings.unshift(leave);

  const sh = (lines: string) => machine.run('sh', '-ec', `cd /project\n${lines}`);
  const fact = async (name: string, unit = service) =>
    (await sh(`systemctl show --value --property ${name} ${unit}`)).trim();
  /** What the management address answers. */
  const asked = (path: string) => {
    const program = `console.log(await (await fetch('http://127.0.0.1:8792${path}')).text())`;
    return machine.run('node', '--input-type=module', '--eval', program);
  };
  const untilReady = () =>
    vi.waitUntil(async () => (await asked('/ready').catch(() => '')).includes('"ready"'), {
      timeout: 30_000,
    });

  beforeAll(async () => {
    machine = await startMachine(atTheEnd);
    const here = temporaryFolder(atTheEnd);
    await sh(linesWith('useradd'));
    await sh(
      'cp build/package/issuer/institutions.example.json /etc/desktop-token-issuer/institutions.json',
    );
    await sh(linesWith('make-keys').replace('> ours', '> /root/ours'));
    await sh(linesWith('enable --now'));
    await untilReady();
    await sh(linesWith('add-client'));
    const copied = async (name: string, path: string) => {
      writeFileSync(join(here, name), await machine.run('cat', path), { mode: 0o600 });
      return join(here, name);
    };
    files = {
      institutions: join(root, 'build/package/issuer/institutions.example.json'),
      publicKeys: await copied('public.json', '/root/ours.public.json'),
      clientKey: await copied('banking.json', '/var/lib/desktop-token-issuer/banking.json'),
    };
  });

  afterAll(async () => {
    for (const leave of leavings) await leave();
  });

  test('runs as its own user without any privilege, and writes nothing but its state', async () => {
    const pid = await fact('MainPID');
    const status = await machine.run('cat', `/proc/${pid}/status`);
    const id = (await machine.run('id', '-u', 'desktop-token-issuer')).trim();
    expect(status).toMatch(new RegExp(`^Uid:(\t${id}){4}$`, 'm'));
    expect(status).toMatch(/^CapBnd:\t0+$/m);
    expect(status).toMatch(/^NoNewPrivs:\t1$/m);
    expect(status).toMatch(/^Seccomp:\t2$/m);
    const within = (line: string) =>
      machine.run('nsenter', '--target', pid, '--mount', '--', 'sh', '-c', line);
    for (const folder of [
      '/opt/desktop-token-issuer',
      '/etc/desktop-token-issuer',
      '/var/backups',
    ]) {
      await expect(within(`: > ${folder}/new`)).rejects.toThrow('Read-only file system');
    }
    expect(await within('ls -A /home /root /tmp 2>&1 | grep -v :')).toBe('\n\n');
  });

  test('issues a token, and takes its code', async () => {
    expect(await firstToken(machine.network, files, '4711')).toBe('accepted');
  });

  test('has the branch’s page beside it, where somebody of the staff finds the contract', async () => {
    const [data, unit] = ['/var/lib/desktop-token-branch', 'desktop-token-branch.service'];
    const key = '/var/lib/desktop-token-issuer/branch.key';
    const add = linesWith('add-client').replace(/ banking \S+/, ` branch ${key} --scopes staff`);
    await sh(`${add}\ncp ${key} /root/`);
    const setUp = linesWith('desktop-token-branch --shell');
    await sh(setUp.replace(' branch.key ', ' /root/branch.key '));
    const password = 'harunoyama no asa';
    const addStaff = linesWith('add-staff').replace(/ sato\.password /g, ' /root/sato.password ');
    await sh(`echo '${password}' > /root/sato.password\n${addStaff}`);
    expect(await machine.run('ls', data, '/root')).not.toContain('sato.password');
    // Without a name of its own, and a proxy before it.
    await sh(
      `sed -i -e '/--public-url/d' -e 's,https://issuer.example:8791,http://127.0.0.1:8791,' /etc/systemd/system/${unit}`,
    );
    await sh(linesWith('enable --now desktop-token-branch'));
    const visit = () => branchVisit(machine.network, { id: 'sato', password, reference: '4711' });
    await vi.waitUntil(() => visit().catch(() => ''), { timeout: 30_000 });
    expect(await visit()).toMatch(/4711.*いま使っているもの/s);
    const status = await machine.run('cat', `/proc/${await fact('MainPID', unit)}/status`);
    expect(status).toMatch(/^CapBnd:\t0+$/m);
    expect(await machine.run('journalctl', '--unit', unit)).not.toContain(password);
    await machine.run('systemctl', 'stop', unit);
    expect(await fact('Result', unit)).toBe('success');
  });

  test('takes another key at a reload, and seals everything by it', async () => {
    const before = await fact('MainPID');
    await sh(linesWith('rotate-key'));
    await expect
      .poll(() => machine.run('journalctl', '--unit', service))
      .toContain('"event":"secrets-sealed-by-present-key"');
    expect(await asked('/metrics')).toMatch(/^issuer_secrets_sealed_by_present_key 1$/m);
    expect(await fact('MainPID')).toBe(before);
  });

  test('comes back by itself when it was killed', async () => {
    const before = await fact('MainPID');
    await machine.run('kill', '-KILL', before);
    await expect
      .poll(async () => [await fact('ActiveState'), await fact('NRestarts')])
      .toEqual(['active', '1']);
    await untilReady();
    expect(await fact('MainPID')).not.toBe(before);
  });

  test('is copied beside its run, and brought back from the copy', async () => {
    await sh('systemctl start desktop-token-issuer-backup.service');
    const folder = '/var/backups/desktop-token-issuer';
    const [copy = ''] = (await machine.run('ls', folder)).trim().split('\n');
    expect(copy).toMatch(/^issuer-\d{8}T\d{6}Z\.db$/);
    await sh(linesWith(' restore ').replace(/issuer-\d{8}T\d{6}Z\.db/, copy));
    await untilReady();
    expect(await firstToken(machine.network, files, '4712')).toBe('accepted');
  });

  test('ends by itself when it is told to stop', async () => {
    await machine.run('systemctl', 'stop', service);
    expect([await fact('Result'), await fact('ExecMainStatus')]).toEqual(['success', '0']);
    expect(await machine.run('journalctl', '--unit', service)).toContain('end: done');
  });
});
