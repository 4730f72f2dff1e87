/** Who of the staff may log in: a file with a hash of each password. It is read again when it has changed. */
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { readShape } from '../../service/files/shape.ts';
import { makeNamedFolder, writeNamed } from '../../service/files/write-named.ts';

/** With the name it is whom the audit log names (Audit-Source): 60 characters at most. */
export const StaffId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{1,19}$/);
export const StaffName = z.string().regex(/^(?! *$)[\p{L}\p{M}\p{N} ._-]{1,30}$/u);

const StaffFile = z.strictObject({
  staff: z.array(
    z.strictObject({
      id: StaffId,
      name: StaffName,
      /** scrypt; see bank/customers/password.ts */
      password: z.string().startsWith('scrypt$'),
      /** 見本: its password is public, so it is nobody where no demo is. */
      sample: z.boolean().default(false),
    }),
  ),
});

const rules = {
  '': 'must be {"staff": [ … ]}, as add-staff writes it.',
  staff: 'must be a list of who may log in, as add-staff writes it.',
  'staff.id': 'must be 2 to 20 letters, digits and . _ -, with a letter or digit first.',
  'staff.name': 'must be 1 to 30 letters, digits, spaces and . _ -, and no spaces alone.',
  'staff.password': 'must be what add-staff writes: never a password itself.',
  'staff.sample': 'must be true or false; it may be left out.',
};

export type Staff = z.output<typeof StaffFile>['staff'][number];

export type StaffList = {
  find(id: string): Staff | undefined;
};

/** Without a file there is nobody. Throws where it can't be read. */
export function openStaff(file: string, takesSamples: boolean): StaffList {
  let readAt = -1;
  let staff: Staff[] = [];
  return {
    find(id) {
      const at = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
      if (at !== readAt) {
        staff = readStaff(file);
        readAt = at;
      }
      return staff.find((one) => one.id === id && (takesSamples || !one.sample));
    },
  };
}

/** Throws a FileFault that says where the file is wrong. */
export function readStaff(file: string): Staff[] {
  if (!existsSync(file)) return [];
  return readShape(file, StaffFile, rules).staff;
}

export function writeStaff(file: string, staff: Staff[]): void {
  makeNamedFolder(dirname(file));
  writeNamed(file, `${JSON.stringify({ staff }, null, 2)}\n`, 0o600);
}
