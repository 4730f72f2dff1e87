/** The driver's nine changes of every kind: add, confirm, rename, order, remove, a setting, a passcode set and removed. */
import { join } from 'node:path';
import type { Program } from './calls.ts';

export const everyChange: Program = {
  prepare: () => {},
  command: (folder) => [
    process.execPath,
    join(import.meta.dirname, 'driver.ts'),
    folder,
    '9',
    '158',
  ],
};
