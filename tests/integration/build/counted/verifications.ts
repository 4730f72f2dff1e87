/** Takes so many right codes at the bank, of customers who are all there beforehand, to have its instructions counted. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, runWork } from '../../../../bank/service/storage/database.ts';
import { issuerStore } from '../../../../bank/issuer/storage/issuer-store.ts';
import { openKeys } from '../../../../bank/service/storage/keys.ts';
import { seal } from '../../../../bank/service/storage/sealing.ts';
import { sqliteStorage } from '../../../../bank/service/storage/shared-commit.ts';
import { institutions } from '../../../../bank/service/institution.ts';
import { openTenant } from '../../../../bank/issuer/tenant.ts';
import { readContract } from '../../../../bank/issuer/tokens/token-contract.ts';
import { verifyCode } from '../../../../bank/issuer/tokens/verification.ts';
import { totp } from '../../../../electron/core/otp.ts';

const count = Number(process.argv[2]);
const most = 100;
const at = Date.UTC(2026, 0, 1);
const secret = Buffer.alloc(20, 7);
const code = totp(secret, at, { algorithm: 'SHA1', digits: 6, periodSeconds: 60 });

const dataDir = mkdtempSync(join(tmpdir(), 'desktop-token-counted-'));
process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));
const keys = await openKeys(dataDir, institutions, () => true, issuerStore);
const database = openDatabase(dataDir, issuerStore);
const [institution] = institutions;
if (!institution) throw new Error('no institution');
const now = () => at;
const tenant = openTenant(institution, { storage: sqliteStorage(database), keys, now });

const { slug } = institution;
const addContract = database.prepare(
  `INSERT INTO contracts (id, institution, reference, current) VALUES (?, ?, ?, 'inUse')`,
);
const addIssue = database.prepare(
  `INSERT INTO issues (id, institution, customer, user_id, mail_address, created_at, expires_at)
   VALUES (?, ?, ?, ?, '', 0, 0)`,
);
const addToken = database.prepare(
  `INSERT INTO tokens (id, institution, customer, issue, attempt_id, user_id, secret, algorithm,
     digits, state, device, issued_at, expires_at)
   VALUES (?, ?, ?, ?, ?, ?, ?, 'SHA1', 6, 'inUse', '', 0, 4102444800000)`,
);
const link = database.prepare('UPDATE contracts SET current_token = ? WHERE id = ?');

// All in one transaction: the disk is not what is counted.
database.transaction(() => {
  for (let n = 1000; n < 1000 + most; n += 1) {
    const id = `token-${n}`;
    addContract.run(n, slug, id);
    addIssue.run(id, slug, n, id);
    addToken.run(id, slug, n, id, id, id, seal(tenant.secretKey, id, secret));
    link.run(id, n);
  }
  for (let n = 1000; n < 1000 + count; n += 1) {
    const contract = runWork(database, readContract(tenant, n));
    const { verdict } = runWork(database, verifyCode(tenant, contract, code, ''));
    if (verdict !== 'accepted') throw new Error('a right code was refused');
  }
})();
database.close();
