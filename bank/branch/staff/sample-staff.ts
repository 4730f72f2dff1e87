/** Somebody to try the branch page with. The password is public on purpose. */
import type { Passwords } from '../../customers/password.ts';
import { readStaff, writeStaff } from './staff-file.ts';

export const sampleStaff = {
  id: 'mihon01',
  name: '見本 窓口',
  password: 'madoguchi-mihon',
} as const;

/** Where nobody is in the file yet. */
export async function addSampleStaff(file: string, passwords: Passwords): Promise<void> {
  if (readStaff(file).length > 0) return;
  const { id, name, password } = sampleStaff;
  writeStaff(file, [{ id, name, password: await passwords.hash(password), sample: true }]);
}
