/** The command line of the issuing service alone: starts it, and ends it cleanly. */
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { runOfficeOperator } from '../../back-office/operator/operator.ts';
import { institutions as samples } from '../../service/institution.ts';
import { commands } from './commands.ts';
import { readInstitutions } from './institutions-file.ts';
import type { IssuerOptions } from './issuer-service.ts';
import { readServerTls } from '../../service/files/tls-folder.ts';
import { help, readIssuerOptions } from './options.ts';
import type { IssuerValues } from './options.ts';
import { serve, tellFailure } from './serve.ts';

async function main(args: string[]): Promise<void> {
  if (args[0] === 'operator') {
    await print(runOfficeOperator(args.slice(1)));
    return;
  }
  const values = readIssuerOptions(args, process.env);
  if (values === null) {
    process.stdout.write(help);
    return;
  }
  const institutions =
    values.institutions === undefined ? samples : readInstitutions(values.institutions);
  const [name, ...words] = values.words;
  if (name === undefined) {
    await serve({ ...optionsOf(values), institutions }, values.log);
    return;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command || words.length !== command.takes) {
    throw new Error('what is meant? --help says what there is');
  }
  process.stdout.write(`${await command.run({ values, institutions, words })}\n`);
}

/** As it comes, and no faster than it is read; whoever reads it may have seen enough (`| head`). */
async function print(lines: AsyncIterable<string>): Promise<void> {
  const printed = pipeline(
    lines,
    async function* (source: AsyncIterable<string>) {
      for await (const line of source) yield `${line}\n`;
    },
    process.stdout,
    { end: false },
  );
  await printed.catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
  });
}

function optionsOf(values: IssuerValues): Omit<IssuerOptions, 'institutions'> {
  const tls = values['back-office-tls'];
  return {
    port: values.port,
    host: values.host,
    backOfficePort: values['back-office-port'],
    backOfficeHost: values['back-office-host'],
    managementPort: values['management-port'],
    managementHost: values['management-host'],
    connections: {
      connections: values['max-connections'],
      headerMs: values['header-seconds'] * 1000,
      requestMs: values['request-seconds'] * 1000,
      headerBytes: values['header-bytes'],
    },
    ...(values['time-source'] === undefined ? {} : { timeSources: values['time-source'] }),
    retention: { auditDays: values['keep-audit-days'], endedDays: values['keep-ended-days'] },
    drain: () => setTimeout(values['drain-seconds'] * 1000),
    dataDir: values.data,
    ...(values.databaseUrl === undefined ? {} : { databaseUrl: values.databaseUrl }),
    databaseConnections: values['database-connections'],
    limits: values.limits,
    restored: values.restored,
    joins: values.joins,
    clockIsRight: values['clock-is-right'],
    ...(values['back-office-url'] === undefined
      ? {}
      : { backOfficeUrl: values['back-office-url'] }),
    ...(tls === undefined
      ? {}
      : {
          backOfficeTls: () => readServerTls({ option: '--back-office-tls', folder: tls }),
        }),
    ...(values['trusted-proxies'] ? { trustedProxies: values['trusted-proxies'] } : {}),
    ...(values['key-file'] === undefined ? {} : { keyFile: values['key-file'] }),
    ...(values['oldest-app'] === undefined ? {} : { oldestApp: values['oldest-app'] }),
  };
}

const args = process.argv.slice(2);
main(args).catch((error: unknown) => {
  // Whatever else is wrong with the options.
  const form = /--log[= ]json/.test(args.join(' ')) ? 'json' : 'text';
  tellFailure(error, form);
  process.exitCode = 1;
});
