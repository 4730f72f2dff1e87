/** What tests take from dist/: where it is not there they end at once, and not after waiting for what can't come. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The path of what `npm run build` makes under this name in dist/. Throws one sentence that says what to run. */
export function built(name: string): string {
  const path = join(import.meta.dirname, '../../dist', name);
  if (!existsSync(path)) throw new Error(`dist/${name} was never built: npm run build makes it`);
  return path;
}
