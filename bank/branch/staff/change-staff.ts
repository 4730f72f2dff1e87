/** The commands by which an institution says who of its staff may log in. */
import { openPasswords } from '../../customers/password.ts';
import { readNamedText } from '../../service/files/named-file.ts';
import { StaffId, StaffName, readStaff, writeStaff } from './staff-file.ts';

const shortestPassword = 12;

/** The password is the first line of a file: what stands on a command line every process of the machine can read. */
export async function addStaff(
  file: string,
  { id, name, passwordFile }: { id: string; name: string; passwordFile: string },
): Promise<void> {
  if (!StaffId.safeParse(id).success) {
    throw new Error('an ID has 2 to 20 letters, digits and . _ -');
  }
  if (!StaffName.safeParse(name).success) {
    throw new Error('a name has 1 to 30 letters, digits, spaces and . _ -, and no spaces alone');
  }
  const [password = ''] = readNamedText(passwordFile).split(/\r?\n/);
  if (!/^[\x20-\x7e]+$/.test(password) || password.length < shortestPassword) {
    throw new Error(
      `the password has ${shortestPassword} characters or more, half-width ones alone`,
    );
  }
  const staff = readStaff(file);
  if (staff.some((one) => one.id === id)) throw new Error(`${id} is there already`);
  const passwords = openPasswords(1);
  try {
    const hash = await passwords.hash(password);
    writeStaff(file, [...staff, { id, name, password: hash, sample: false }]);
  } finally {
    await passwords.close();
  }
}

/** Whoever is logged in by it is out with the next click. */
export function removeStaff(file: string, id: string): void {
  const staff = readStaff(file);
  const others = staff.filter((one) => one.id !== id);
  if (others.length === staff.length) throw new Error(`${id} is nobody`);
  writeStaff(file, others);
}
