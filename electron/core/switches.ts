/** Which command-line arguments a release takes: a list of what is known, so that nothing unknown gets in. */

/** What installers and systems add by themselves. */
const known = [/^--updated$/, /^--force-run$/, /^-psn_\d+_\d+$/];

/**
 * The first argument that a release must not run with, or null. Fuses do not stop switches such as
 * `--remote-debugging-port` (shows the page, and the code, to any program) or
 * `--ignore-certificate-errors`. Chromium reads `-x` and, on Windows, `/x` as switches too.
 */
export function refusedArgument(args: readonly string[], windows: boolean): string | null {
  const isSwitch = (arg: string) => arg.startsWith('-') || (windows && arg.startsWith('/'));
  return args.find((arg) => isSwitch(arg) && !known.some((one) => one.test(arg))) ?? null;
}
