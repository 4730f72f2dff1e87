/** Which argument of a start is a link. Apart from what reads one, which is loaded after the window. */
import { linkStart } from '../../../shared/brand.ts';

const scheme = linkStart.slice(0, linkStart.indexOf(':') + 1);

/** The last link among command-line arguments, or null. */
export function linkAmong(args: readonly string[]): string | null {
  return args.findLast((arg) => arg.slice(0, scheme.length).toLowerCase() === scheme) ?? null;
}
