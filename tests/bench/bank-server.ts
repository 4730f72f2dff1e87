/**
 * The server half of the benchmark, a process of its own: the issuing service with 100,000 contracts; beside it, on the same
 * database, a bare hono route that does one indexed read; and the sample bank, whose pages are flooded.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { readClientKey } from '../../bank/back-office/client-key.ts';
import type { ClientKey } from '../../bank/back-office/client-key.ts';
import { addClient } from '../../bank/issuer/service/add-client.ts';
import { startIssuer } from '../../bank/issuer/service/issuer-service.ts';
import { issuerStore } from '../../bank/issuer/storage/issuer-store.ts';
import { openTenant } from '../../bank/issuer/tenant.ts';
import type { Tenant } from '../../bank/issuer/tenant.ts';
import { hashActivationPassword } from '../../bank/issuer/tokens/issue.ts';
import { stepAt } from '../../bank/issuer/tokens/otp.ts';
import { startBank } from '../../bank/server.ts';
import { institutions } from '../../bank/service/institution.ts';
import { openDatabase } from '../../bank/service/storage/database.ts';
import type { Database } from '../../bank/service/storage/database.ts';
import { openKeys } from '../../bank/service/storage/keys.ts';
import { seal } from '../../bank/service/storage/sealing.ts';
import { sqliteStorage } from '../../bank/service/storage/shared-commit.ts';
import { DirectoryEntry } from '../../shared/protocol.ts';
import { newVendorRoot } from '../fakes/app/vendor-root.ts';
import {
  activationPassword,
  contracts,
  issueIdOf,
  referenceOf,
  secretOf,
  tokenIdOf,
  userIdOf,
} from './bank-sample.ts';

/** Even contracts have a token in use, odd ones an issue that waits for its app. */
function seed(database: Database, tenant: Tenant): void {
  const addContract = database.prepare(
    `INSERT INTO contracts (id, institution, reference, current, next) VALUES (?, 'akagi', ?, ?, ?)`,
  );
  const addIssue = database.prepare(
    `INSERT INTO issues (id, institution, customer, user_id, mail_address, password_hash,
       created_at, expires_at, ended_by) VALUES (?, 'akagi', ?, ?, 'a@example.jp', ?, ?, ?, ?)`,
  );
  const addToken = database.prepare(
    `INSERT INTO tokens (id, institution, customer, issue, attempt_id, user_id, secret, algorithm,
       digits, state, device, issued_at, expires_at, last_step)
     VALUES (?, 'akagi', ?, ?, ?, ?, ?, 'SHA1', 6, 'inUse', 'Windows 11', 0, 4102444800000, ?)`,
  );
  const link = database.prepare(
    'UPDATE contracts SET current_token = ?, next_issue = ? WHERE id = ?',
  );
  const expiresAt = Date.now() + 48 * 60 * 60_000;
  // A token in use was started by a code. Without one each row grows by its first, and SQLite has to part a full page.
  const startedBy = stepAt(Date.now() - 24 * 60 * 60_000);
  database.transaction(() => {
    for (let n = 1000; n < 1000 + contracts; n += 1) {
      const inUse = n % 2 === 0;
      const [issue, token] = [issueIdOf(n), tokenIdOf(n)];
      const state = inUse ? ['inUse', 'none'] : ['none', 'issued'];
      addContract.run(n, referenceOf(n), ...state);
      const passwordHash = inUse ? null : hashActivationPassword(tenant, issue, activationPassword);
      addIssue.run(issue, n, userIdOf(n), passwordHash, 0, expiresAt, inUse ? 'started' : null);
      if (inUse) {
        const sealed = seal(tenant.secretKey, token, secretOf(n));
        addToken.run(token, n, issue, issue, userIdOf(n), sealed, startedBy);
      }
      link.run(inUse ? token : null, inUse ? null : issue, n);
    }
  })();
}

/** A service's folder with all of them, and a client of its back office. */
async function fill(dataDir: string): Promise<{ entry: DirectoryEntry; client: ClientKey }> {
  const keys = await openKeys(dataDir, institutions, () => true, issuerStore);
  const database = openDatabase(dataDir, issuerStore);
  const institution = institutions.find(({ slug }) => slug === 'akagi');
  if (!institution) throw new Error('no such institution');
  const storage = sqliteStorage(database);
  const tenant = openTenant(institution, { storage, keys, now: Date.now });
  seed(database, tenant);
  database.close();
  const keyFile = join(dataDir, 'bank.key');
  await addClient(dataDir, { institution: 'akagi', client: 'bank', scopes: ['banking'] }, keyFile);
  return {
    client: readClientKey(keyFile),
    entry: DirectoryEntry.parse({
      ...institution,
      issuerUrl: 'http://127.0.0.1',
      bankUrl: 'https://bank.example/',
      encryptionKeys: tenant.keys.encryption.map(({ publicJwk }) => publicJwk),
      signingKeys: tenant.keys.signing.map(({ publicJwk }) => publicJwk),
    }),
  };
}

function bareRoute(database: Database): Hono {
  const read = database.prepare('SELECT reference FROM contracts WHERE id = ?');
  return new Hono().get('/contracts/:id', (c) => c.json(read.get(Number(c.req.param('id')))));
}

/** The sample bank, for those who flood its pages. */
const startPages = (dataDir: string) =>
  startBank({ port: 0, dataDir, vendorRoot: newVendorRoot(), limits: unlimited, log });

const unlimited = {
  activationsPerAddress: 1e9,
  activationsInAll: 1e9,
  logInsPerAddress: 1e9,
  logInsInAll: 1e9,
};
const log = { info: () => undefined, error: console.error };

/** Where the other half finds everything, and what it needs to ask. */
export type Served = {
  siteUrl: string;
  backOfficeUrl: string;
  bareUrl: string;
  entry: DirectoryEntry;
  client: ClientKey;
};

async function runServer(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'desktop-token-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const dataDir = join(folder, 'issuer');
  mkdirSync(dataDir);
  const { entry, client } = await fill(dataDir);
  const parts = { port: 0, backOfficePort: 0, dataDir, institutions, limits: unlimited, log };
  const issuer = await startIssuer(parts);
  if (!issuer.database) throw new Error('the issuing service has no file');
  const bank = await startPages(join(folder, 'bank'));
  const bare = serve(
    { fetch: bareRoute(issuer.database).fetch, port: 0, hostname: '127.0.0.1' },
    ({ port }) =>
      process.send?.({
        siteUrl: `${bank.url}/akagi`,
        backOfficeUrl: issuer.backOfficeUrl,
        bareUrl: `http://127.0.0.1:${port}`,
        entry: { ...entry, issuerUrl: `${issuer.url}/akagi` },
        client,
      } satisfies Served),
  );
  const end = async () => {
    await bank.close();
    await issuer.close();
    bare.close(() => process.exit());
  };
  // The other half is gone, however it ended.
  process.once('disconnect', () => process.exit());
  // The other half asks for the processor time used so far, to charge it to what it has just done.
  process.on('message', (message) => {
    if (message === 'cpu') process.send?.({ cpuMicroseconds: totalCpu() });
    if (message === 'end') void end();
  });
}

function totalCpu(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

await runServer();
