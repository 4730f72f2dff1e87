/** The service as a process: what it says of itself, and how it ends. */
import type { Log } from '../../service/log.ts';
import { consoleLog, jsonLog, writeJson } from '../../service/log.ts';
import { startIssuer } from './issuer-service.ts';
import type { Issuer, IssuerOptions } from './issuer-service.ts';

export type LogForm = 'text' | 'json';

export async function serve(options: Omit<IssuerOptions, 'log'>, form: LogForm): Promise<void> {
  const log = form === 'json' ? jsonLog : consoleLog;
  // Node's own report quotes the error's message, in which there may be what a customer typed.
  process.on('uncaughtException', (error) => {
    log.error('uncaught', error);
    process.exit(1);
  });
  const issuer = await startIssuer({ ...options, log });
  tellReady(issuer, form);
  // At a terminal it says that the terminal is gone.
  process.on('SIGHUP', () => {
    if (process.stdin.isTTY) end(issuer, 'SIGHUP', log);
    else issuer.reload();
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => end(issuer, signal, log));
  }
}

function tellReady({ url, backOfficeUrl, managementUrl }: Issuer, form: LogForm): void {
  if (form === 'json') writeJson('info', 'ready', { url, backOfficeUrl, managementUrl });
  else {
    const others = `back office at ${backOfficeUrl}/, management at ${managementUrl}/`;
    process.stdout.write(`issuer ready: ${url}/ (${others})\n`);
  }
}

function end(issuer: Issuer, signal: string, log: Log): void {
  log.info(`end: ${signal}`);
  issuer.close().then(
    () => {
      log.info('end: done');
      process.exit();
    },
    (error: unknown) => {
      log.error('end: failed', error);
      process.exit(1);
    },
  );
}

/** What kept the program from starting, in a sentence for its operator. */
export function tellFailure(error: unknown, form: LogForm): void {
  const message = error instanceof Error ? error.message : 'failed';
  if (form === 'json') writeJson('error', 'failed', { message });
  else process.stderr.write(`issuer: ${message}\n`);
}
