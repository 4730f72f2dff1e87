/**
 * The server half of the benchmark, a process of its own: a bank with 100,000 customers, and beside
 * it, on the same database, a bare hono route that does one indexed read.
 */
import { scryptSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { openAudit } from '../../bank/service/storage/audit.ts';
import { openTenant } from '../../bank/issuer/tenant.ts';
import type { Tenant } from '../../bank/issuer/tenant.ts';
import { hashActivationPassword } from '../../bank/issuer/tokens/issue.ts';
import { openDatabase } from '../../bank/service/storage/database.ts';
import type { Database } from '../../bank/service/storage/database.ts';
import { institutions } from '../../bank/service/institution.ts';
import { openKeys } from '../../bank/service/storage/keys.ts';
import { seal } from '../../bank/service/storage/sealing.ts';
import { createSharedCommit } from '../../bank/service/storage/shared-commit.ts';
import { bankStore } from '../../bank/storage/bank-store.ts';
import { startBank } from '../../bank/server.ts';
import { newVendorRoot } from '../fakes/app/vendor-root.ts';
import {
  activationPassword,
  customers,
  hexOf,
  issueIdOf,
  secretOf,
  tokenIdOf,
  userIdOf,
} from './bank-sample.ts';

/** scrypt with N = 2: logging in is not what is measured. The password is `sample001`. */
function cheapHash(): string {
  const salt = Buffer.alloc(16, 7);
  const hash = scryptSync('sample001', salt, 32, { N: 2, r: 8, p: 1 });
  return ['scrypt', 2, 8, 1, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** Even customers have a token in use, odd ones an issue that waits for its app. */
function seed(tenant: Tenant): void {
  const { database } = tenant;
  const hash = cheapHash();
  const addCustomer = database.prepare(
    `INSERT INTO customers (id, institution, log_in_id, name, log_in_password,
       confirmation_password, account_number, balance_yen)
     VALUES (?, 'akagi', ?, '見本', ?, ?, ?, 100000)`,
  );
  const addContract = database.prepare(
    `INSERT INTO contracts (id, institution, reference, current, next) VALUES (?, 'akagi', ?, ?, ?)`,
  );
  const addIssue = database.prepare(
    `INSERT INTO issues (id, institution, customer, user_id, mail_address, password_hash,
       created_at, expires_at, ended_by) VALUES (?, 'akagi', ?, ?, 'a@example.jp', ?, ?, ?, ?)`,
  );
  const addToken = database.prepare(
    `INSERT INTO tokens (id, institution, customer, issue, attempt_id, user_id, secret, algorithm,
       digits, state, device, issued_at, expires_at)
     VALUES (?, 'akagi', ?, ?, ?, ?, ?, 'SHA1', 6, 'inUse', 'Windows 11', 0, 4102444800000)`,
  );
  const link = database.prepare(
    'UPDATE contracts SET current_token = ?, next_issue = ? WHERE id = ?',
  );
  const expiresAt = Date.now() + 48 * 60 * 60_000;
  database.transaction(() => {
    for (let n = 1000; n < 1000 + customers; n += 1) {
      const inUse = n % 2 === 0;
      const [issue, token] = [issueIdOf(n), tokenIdOf(n)];
      const state = inUse ? ['inUse', 'none'] : ['none', 'issued'];
      addCustomer.run(n, `bench${n}`, hash, hash, hexOf(n));
      addContract.run(n, String(n), ...state);
      const passwordHash = inUse ? null : hashActivationPassword(tenant, issue, activationPassword);
      addIssue.run(issue, n, userIdOf(n), passwordHash, 0, expiresAt, inUse ? 'started' : null);
      if (inUse) {
        const sealed = seal(tenant.secretKey, token, secretOf(n));
        addToken.run(token, n, issue, issue, userIdOf(n), sealed);
      }
      link.run(inUse ? token : null, inUse ? null : issue, n);
    }
  })();
}

function bareRoute(database: Database): Hono {
  const read = database.prepare('SELECT log_in_id FROM customers WHERE id = ?');
  return new Hono().get('/customers/:id', (c) => c.json(read.get(Number(c.req.param('id')))));
}

export async function runServer(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'desktop-token-bench-'));
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));
  const keys = await openKeys(dataDir, institutions, () => true, bankStore);
  const database = openDatabase(dataDir, bankStore);
  const institution = institutions.find(({ slug }) => slug === 'akagi');
  if (!institution) throw new Error('no such institution');
  const audit = openAudit(database, Date.now);
  const commit = createSharedCommit(database);
  seed(openTenant(institution, { database, commit, keys, audit, now: Date.now }));
  database.close();

  const unlimited = {
    activationsPerAddress: 1e9,
    statusesPerAddress: 1e9,
    statusesInAll: 1e9,
    timesPerAddress: 1e9,
    timesInAll: 1e9,
    activationsInAll: 1e9,
    issuesPerCustomer: 1e9,
    logInsPerAddress: 1e9,
    logInsInAll: 1e9,
  };
  const log = { info: () => undefined, error: console.error };
  const bank = await startBank({
    port: 0,
    dataDir,
    vendorRoot: newVendorRoot(),
    limits: unlimited,
    log,
  });
  const bare = serve(
    { fetch: bareRoute(bank.database).fetch, port: 0, hostname: '127.0.0.1' },
    ({ port }) => process.send?.({ bankUrl: bank.url, bareUrl: `http://127.0.0.1:${port}` }),
  );
  // The other half is gone, however it ended.
  process.once('disconnect', () => process.exit());
  // The other half asks for the processor time used so far, to charge it to what it has just done.
  process.on('message', (message) => {
    if (message === 'cpu') process.send?.({ cpuMicroseconds: totalCpu() });
    if (message === 'end') void bank.close().then(() => bare.close(() => process.exit()));
  });
}

function totalCpu(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
