/** Seeds that an operator takes over are in use, sealed, and come out again as they went in, with the bank not running. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { institutions } from '../../../bank/service/institution.ts';
import { readPskc } from '../../../bank/issuer/pskc/read-pskc.ts';
import { openDatabase } from '../../../bank/service/storage/database.ts';
import { openKeys } from '../../../bank/service/storage/keys.ts';
import { writePskc } from '../../../bank/issuer/tokens/pskc.ts';
import { runOperator } from '../../../bank/operator/operator.ts';
import { issuerStore } from '../../../bank/issuer/storage/issuer-store.ts';
import { bankStore } from '../../../bank/storage/bank-store.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const now = Date.UTC(2026, 5, 15);
const seed = {
  tokenId: '0123456789abcdef0123456789abcdef',
  userId: 'akagi001',
  secret: Buffer.from('12345678901234567890'),
  algorithm: 'SHA256',
  digits: 8,
  driftSteps: -1,
  expiresAt: Date.UTC(2028, 0, 1),
} as const;

async function folderWithCustomer(): Promise<string> {
  const folder = temporaryFolder();
  await openKeys(folder, institutions, () => true, bankStore);
  const database = openDatabase(folder, bankStore);
  database.exec(`INSERT INTO customers (id, institution, log_in_id, name, log_in_password,
      confirmation_password, account_number, balance_yen)
    VALUES (1, 'akagi', 'akagi001', '見本', '', '', '1', 0)`);
  database.close();
  openDatabase(folder, issuerStore).close();
  return folder;
}

it('a seed that was taken over comes out as it went in', async () => {
  const folder = await folderWithCustomer();
  const [given, taken] = [join(folder, 'in.xml'), join(folder, 'out.xml')];
  writeFileSync(given, await writePskc('another', [seed], null));
  const operator = (...args: string[]) => runOperator([...args, '--data', folder], () => now);
  expect(await operator('import-pskc', 'akagi', given, '--dry-run')).toContain('tokens: 1');
  expect(await operator('import-pskc', 'akagi', given, '--yes')).toContain('1 tokens are in use');
  await operator('export-pskc', 'akagi', taken, '--unencrypted');
  const read = async (file: string) => readPskc(readFileSync(file, 'utf8'), null, now);
  expect(await read(taken)).toEqual(await read(given));
  await expect(operator('import-pskc', 'akagi', given, '--yes')).rejects.toThrow('token already');
});
