/** The command line of the reference bank: starts it, and ends it cleanly. */
import { join } from 'node:path';
import { consoleLog } from './service/log.ts';
import { endAtSignals } from './service/server/end.ts';
import { readServer } from './mail/smtp.ts';
import { runOperator } from './operator/operator.ts';
import { help, readOptions } from './options.ts';
import { startBank } from './server.ts';
import { readVendorRoot } from './vendor-root.ts';

async function main(args: string[]): Promise<void> {
  if (args[0] === 'operator') {
    process.stdout.write(`${await runOperator(args.slice(1))}\n`);
    return;
  }
  const values = readOptions(args);
  if (values === null) {
    process.stdout.write(help);
    return;
  }
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
    vendorRoot: readVendorRoot(values['vendor-root']),
    limits: values.limits,
    downloadsDir: values.downloads,
    sampleLogIns: values['sample-log-ins'],
    scriptsDir: join(import.meta.dirname, 'browser'),
    ...(smtpUrl ? { smtpUrl } : {}),
    ...(values['trusted-proxies'] ? { trustedProxies: values['trusted-proxies'] } : {}),
    ...(values['oldest-app'] === undefined ? {} : { oldestApp: values['oldest-app'] }),
    ...(values['public-url'] === undefined ? {} : { publicUrl: values['public-url'] }),
  });
  process.stdout.write(`bank ready: ${bank.url}/ (listening at ${bank.listeningAt})\n`);
  endAtSignals(bank, consoleLog);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`bank: ${error instanceof Error ? error.message : 'failed'}\n`);
  process.exitCode = 1;
});
