/** The command line of the branch page: starts it, and says who of the staff may log in. */
import { join } from 'node:path';
import { readClientKey } from '../back-office/client-key.ts';
import { ofOption } from '../service/files/named-file.ts';
import { openClientTls } from '../service/files/tls-folder.ts';
import { consoleLog } from '../service/log.ts';
import { endAtSignals } from '../service/server/end.ts';
import { startBranch, staffFile } from './service/branch-service.ts';
import { help, readBranchOptions } from './service/options.ts';
import type { BranchValues } from './service/options.ts';
import { addStaff, removeStaff } from './staff/change-staff.ts';

async function main(args: string[]): Promise<void> {
  const values = readBranchOptions(args);
  if (values === null) {
    process.stdout.write(help);
    return;
  }
  const [command, id = '', name = '', ...more] = values.words;
  const file = join(values.data, staffFile);
  const { 'password-file': passwordFile } = values;
  if (command === undefined) return serve(values);
  if (command === 'add-staff' && passwordFile !== undefined && more.length === 0) {
    await addStaff(file, { id, name, passwordFile });
  } else if (command === 'remove-staff' && name === '') {
    removeStaff(file, id);
  } else {
    throw new Error('what is meant? --help says what there is');
  }
  process.stdout.write(`${id}: done\n`);
}

async function serve(values: BranchValues): Promise<void> {
  const { 'client-key': keyFile, institution, 'back-office-tls': tls } = values;
  if (keyFile === undefined) throw new Error('--client-key: missing');
  if (institution === undefined) throw new Error('--institution: missing');
  if (tls !== undefined && !values['back-office-url'].startsWith('https:')) {
    throw new Error('--back-office-tls: --back-office-url is not https:');
  }
  const branch = await startBranch({
    port: values.port,
    host: values.host,
    dataDir: values.data,
    backOfficeUrl: values['back-office-url'],
    ...(tls === undefined
      ? {}
      : {
          backOfficeTls: openClientTls({ option: '--back-office-tls', folder: tls }, consoleLog),
        }),
    clientKey: ofOption('--client-key', () => readClientKey(keyFile)),
    institution,
    isDemo: values.demo,
    ...(values['public-url'] === undefined ? {} : { publicUrl: values['public-url'] }),
    ...(values['trusted-proxies'] ? { trustedProxies: values['trusted-proxies'] } : {}),
  });
  process.stdout.write(`branch ready: ${branch.url}/\n`);
  endAtSignals(branch, consoleLog);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`branch: ${error instanceof Error ? error.message : 'failed'}\n`);
  process.exitCode = 1;
});
