/** The service as a process: what it says of itself, and how it ends. */
import { consoleLog, jsonLog, writeJson } from '../../service/log.ts';
import { endAtSignals, endProgram } from '../../service/server/end.ts';
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
  // Whoever reads what it says may go away (`| head -1`): it goes on, unheard.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
  const issuer = await startIssuer({ ...options, log });
  tellReady(issuer, form);
  // At a terminal it says that the terminal is gone.
  process.on('SIGHUP', () => {
    if (process.stdin.isTTY) endProgram(issuer, 'SIGHUP', log);
    else void issuer.reload();
  });
  endAtSignals(issuer, log);
}

function tellReady({ url, backOfficeUrl, managementUrl }: Issuer, form: LogForm): void {
  if (form === 'json') writeJson('info', 'ready', { url, backOfficeUrl, managementUrl });
  else {
    const others = `back office at ${backOfficeUrl}/, management at ${managementUrl}/`;
    process.stdout.write(`issuer ready: ${url}/ (${others})\n`);
  }
}

/** What kept the program from starting, in a sentence for its operator. */
export function tellFailure(error: unknown, form: LogForm): void {
  const message = error instanceof Error ? error.message : 'failed';
  if (form === 'json') writeJson('error', 'failed', { message });
  else process.stderr.write(`issuer: ${message}\n`);
}
