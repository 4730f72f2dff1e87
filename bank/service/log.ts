/** What an operator reads: time, level, names of events and codes of errors, never a value. */

export type Log = {
  info(event: string): void;
  error(event: string, cause: unknown): void;
};

/** For a person at a console. */
export const consoleLog: Log = {
  info: (event) => process.stdout.write(`${stamped('INFO', event)}\n`),
  error: (event, cause) => process.stderr.write(`${stamped('ERROR', event)}: ${nameOf(cause)}\n`),
};

/** For whatever collects logs: one JSON object a line, all on standard output. */
export const jsonLog: Log = {
  info: (event) => writeJson('info', event),
  error: (event, cause) => writeJson('error', event, { error: nameOf(cause) }),
};

/** `facts` are what an operator has typed, or an address of the service's own. */
export function writeJson(
  level: 'info' | 'error',
  event: string,
  facts: Readonly<Record<string, string>> = {},
): void {
  const line = { time: new Date().toISOString(), level, event, ...facts };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function stamped(level: 'INFO' | 'ERROR', event: string): string {
  return `${new Date().toISOString()} ${level} ${event}`;
}

/** An error's message may quote what a customer typed, so only its kind and code are told. */
function nameOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown';
  const code = 'code' in cause && typeof cause.code === 'string' ? ` ${cause.code}` : '';
  const place = cause.stack?.split('\n').find((line) => line.trimStart().startsWith('at ')) ?? '';
  return `${cause.name}${code}${place ? ` ${place.trim()}` : ''}`;
}
