/** Which version is built, and of which day. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const projectFolder = join(import.meta.dirname, '..');

export function appVersion(): string {
  const { version } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

/** Epoch milliseconds: the day of the build, or SOURCE_DATE_EPOCH for one that can be repeated. */
export function releasedAt(): number {
  const { SOURCE_DATE_EPOCH } = process.env;
  if (SOURCE_DATE_EPOCH !== undefined && !/^[0-9]{1,11}$/.test(SOURCE_DATE_EPOCH)) {
    throw new Error('SOURCE_DATE_EPOCH must be whole seconds since 1970.');
  }
  return SOURCE_DATE_EPOCH === undefined
    ? Math.floor(Date.now() / 86_400_000) * 86_400_000
    : Number(SOURCE_DATE_EPOCH) * 1000;
}
