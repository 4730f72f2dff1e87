/** What an operator reads on the console: time, level, names of events and codes of errors, never a value. */

export type Log = {
  info(event: string): void;
  error(event: string, cause: unknown): void;
};

export const consoleLog: Log = {
  info: (event) => process.stdout.write(`${stamped('INFO', event)}\n`),
  error: (event, cause) => process.stderr.write(`${stamped('ERROR', event)}: ${nameOf(cause)}\n`),
};

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
