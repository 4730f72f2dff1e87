/** The command line of the reference bank: starts it, and ends it cleanly. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { JWK } from 'jose';
import * as z from 'zod';
import { consoleLog } from './issuer/log.ts';
import { readServer } from './mail/smtp.ts';
import { runOperator } from './operator/operator.ts';
import { startBank } from './server.ts';

const help = `Reference institution for Desktop Token (見本)

  npm run bank -- [options]               starts it
  npm run bank -- operator [command]      what its staff do; without a command says what there is

  --port <number>         port on 127.0.0.1 (8787)
  --data <folder>         database, keys and mailbox (.demo/bank)
  --vendor-root <file>    private key that signs the directory (.demo/vendor-root.json)
  --public-url <address>  what customers type, where a proxy with https: stands before it
  --oldest-app <version>  older apps activate and renew nothing (0.0.0)
  --issues-per-hour <n>   トークン発行 that one customer may make (20)
  --password-places <n>   passwords checked or waiting for it; who comes then gets 503 (32)
  --help                  this text

  SMTP_URL                smtp://user:password@host:port to send mail by another server than
                          the built-in mailbox
`;

const Options = z.object({
  port: z.coerce
    .number('not a port')
    .int('not a port')
    .min(0, 'not a port')
    .max(65_535, 'not a port'),
  data: z.string().min(1, 'empty'),
  'vendor-root': z.string().min(1, 'empty'),
  'public-url': z
    .url({ protocol: /^https?$/, error: 'not an address such as https://bank.example' })
    .optional(),
  'oldest-app': z
    .string()
    .regex(/^\d+\.\d+\.\d+$/, 'not a version such as 1.2.0')
    .optional(),
  'issues-per-hour': z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'not a number from 1 to 999999999')
    .transform(Number)
    .optional(),
  'password-places': z
    .string()
    .regex(/^[1-9]\d{0,3}$/, 'not a number from 1 to 9999')
    .transform(Number)
    .optional(),
});

/** Throws one sentence about the first option that is wrong. */
function readOptions(given: object): z.infer<typeof Options> {
  const options = Options.safeParse(given);
  if (options.success) return options.data;
  const [issue] = options.error.issues;
  throw new Error(`--${issue?.path.join('.')}: ${issue?.message}`);
}

async function main(args: string[]): Promise<void> {
  if (args[0] === 'operator') {
    process.stdout.write(`${await runOperator(args.slice(1))}\n`);
    return;
  }
  const { values: given } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '8787' },
      data: { type: 'string', default: '.demo/bank' },
      'vendor-root': { type: 'string', default: '.demo/vendor-root.json' },
      'public-url': { type: 'string' },
      'oldest-app': { type: 'string' },
      'issues-per-hour': { type: 'string' },
      'password-places': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (given.help) {
    process.stdout.write(help);
    return;
  }
  const values = readOptions(given);
  const smtpUrl = process.env['SMTP_URL'];
  if (smtpUrl && !readServer(smtpUrl)) {
    // Does not say what it is: there may be a password in it.
    throw new Error(
      'SMTP_URL is not smtp:// or smtps:// with a host name; ' +
        'special characters of user and password are written as in encodeURIComponent()',
    );
  }
  const bank = await startBank({
    port: values.port,
    dataDir: values.data,
    vendorRoot: JSON.parse(readFileSync(values['vendor-root'], 'utf8')) as JWK,
    scriptsDir: join(import.meta.dirname, 'browser'),
    ...(smtpUrl ? { smtpUrl } : {}),
    limits: {
      ...(values['issues-per-hour'] === undefined
        ? {}
        : { issuesPerCustomer: values['issues-per-hour'] }),
      ...(values['password-places'] === undefined
        ? {}
        : { passwordPlaces: values['password-places'] }),
    },
    ...(values['oldest-app'] === undefined ? {} : { oldestApp: values['oldest-app'] }),
    ...(values['public-url'] === undefined ? {} : { publicUrl: values['public-url'] }),
  });
  process.stdout.write(`bank ready: ${bank.url}/ (listening at ${bank.listeningAt})\n`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      consoleLog.info(`end: ${signal}`);
      // What a mail server or a slow client still holds open ends with the process.
      void bank.close().finally(() => {
        consoleLog.info('end: done');
        process.exit();
      });
    });
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`bank: ${error instanceof Error ? error.message : 'failed'}\n`);
  process.exitCode = 1;
});
