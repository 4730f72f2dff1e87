/** The issuing service alone: the protocol for apps at one address, the back office at another. */
import type { AddressInfo, BlockList } from 'node:net';
import { join } from 'node:path';
import type { HttpBindings, ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import { createAccess } from '../back-office/access.ts';
import { openClients } from '../back-office/clients.ts';
import { Problem, retryAfter } from '../back-office/problem.ts';
import { backOfficeRoutes, refuse } from '../back-office/routes.ts';
import type { Institution } from '../../service/institution.ts';
import { createIssuerLimits } from '../limits.ts';
import { consoleLog } from '../../service/log.ts';
import type { Log } from '../../service/log.ts';
import { createPeerFinder } from '../../service/peer.ts';
import { createRateLimit } from '../../service/rate-limit.ts';
import { issuerRoutes } from '../routes/issuer-routes.ts';
import { defaultLimits, rules } from '../../service/rules.ts';
import type { Limits } from '../../service/rules.ts';
import { openAudit } from '../../service/storage/audit.ts';
import { lockDataFolder, openDatabase } from '../../service/storage/database.ts';
import type { Database } from '../../service/storage/database.ts';
import { issuerStore } from '../storage/issuer-store.ts';
import { openKeys } from '../../service/storage/keys.ts';
import type { BankKeys } from '../../service/storage/keys.ts';
import { watchClock } from '../../service/storage/recorded-clock.ts';
import type { ClockWatch } from '../../service/storage/recorded-clock.ts';
import { refuseMissingDatabase, refuseOlderDatabase } from '../../service/storage/recorded.ts';
import { createSharedCommit } from '../../service/storage/shared-commit.ts';
import { openTenant } from '../tenant.ts';
import type { Tenant } from '../tenant.ts';
import { markPresentStepUsed, repairAllTokens } from '../tokens/clock-ahead.ts';
import { clockRefused } from '../../service/server/clock-refused.ts';
import { openToEnd, stopServer } from '../../service/server/end.ts';
import type { Endings } from '../../service/server/end.ts';
import { listen } from '../../service/server/listen.ts';
import type { Answerer, TlsFiles } from '../../service/server/listen.ts';
import { recordRun } from '../../service/server/record-run.ts';
import { answerWrongMethod } from '../../service/server/wrong-method.ts';

export const clientsFile = 'clients.json';

export type IssuerOptions = {
  dataDir: string;
  institutions: readonly Institution[];
  /** 0 takes any free one. */
  port: number;
  host?: string;
  backOfficePort: number;
  backOfficeHost?: string;
  /** What assertions of clients must be meant for, where it is not the address listened at. */
  backOfficeUrl?: string;
  /** Node's own TLS for the back office, with certificates of clients. */
  backOfficeTls?: TlsFiles;
  limits?: Partial<Limits>;
  trustedProxies?: BlockList;
  oldestApp?: string;
  /** A copy was brought back: whatever code it does not know of counts as taken. */
  restored?: boolean;
  /** The clock is right and was ahead before. */
  clockIsRight?: boolean;
  now?: () => number;
  log?: Log;
  /** How long requests under way may take when the service ends. */
  endWithinMs?: number;
};

export type Issuer = {
  /** Where apps reach it; each institution's issuing server is at `{url}/{slug}`. */
  url: string;
  backOfficeUrl: string;
  /** For what runs in the same process alone. */
  database: Database;
  close(): Promise<void>;
};

/** Throws if another server has the data folder, or a port is taken; then nothing is left open. */
export function startIssuer(options: IssuerOptions): Promise<Issuer> {
  return openToEnd((endings) => open(options, endings));
}

async function open(options: IssuerOptions, endings: Endings): Promise<Omit<Issuer, 'close'>> {
  const { dataDir, log = consoleLog, now = Date.now, host = '127.0.0.1' } = options;
  endings.push(lockDataFolder(dataDir));
  refuseMissingDatabase(dataDir, issuerStore);
  const database = openDatabase(dataDir, issuerStore);
  endings.push(() => database.close());
  if (!options.restored) refuseOlderDatabase(dataDir, database, issuerStore);
  const seen = database.prepare('SELECT 1 FROM audit WHERE institution = ?');
  const isNew = (slug: string) => seen.get(slug) === undefined;
  const keys = await openKeys(dataDir, options.institutions, isNew, issuerStore);
  const tenants = openTenants(options, database, keys);
  repair(options, tenants);
  const clock = watchClock(database, now, log, issuerStore);

  const graceMs = options.endWithinMs ?? 6000;
  const findPeer = createPeerFinder(options.trustedProxies ?? null);
  const apps = new Hono();
  apps.notFound(answerWrongMethod(apps));
  for (const tenant of tenants) {
    const limits = createIssuerLimits(tenant.limits, now);
    apps.route(`/${tenant.institution.slug}`, issuerRoutes(tenant, limits, log));
  }
  const server = await listen(
    (request, env) =>
      clock.isDoubted()
        ? clockRefused()
        : apps.fetch(request, { ...env, peer: findPeer(env.incoming) }),
    options.port,
    host,
  );
  endings.push(() => stopServer(server, graceMs, log));

  const backOffice = await listenForInstitutions(options, { database, keys, tenants, clock, log });
  endings.push(() => stopServer(backOffice.server, graceMs, log));
  endings.push(recordRun(dataDir, database, tenants, log));
  return { url: addressOf(server, host), backOfficeUrl: backOffice.url, database };
}

function openTenants(options: IssuerOptions, database: Database, keys: BankKeys): Tenant[] {
  const { now = Date.now, oldestApp, limits } = options;
  const parts = {
    database,
    keys,
    now,
    commit: createSharedCommit(database),
    audit: openAudit(database, now),
    limits: { ...defaultLimits, ...limits },
  };
  return options.institutions.map((institution) =>
    openTenant({ ...institution, ...(oldestApp === undefined ? {} : { oldestApp }) }, parts),
  );
}

/** What an operator has said about a copy or about the clock, before either is doubted. */
function repair({ restored, clockIsRight }: IssuerOptions, tenants: Tenant[]): void {
  for (const tenant of tenants) {
    tenant.database
      .transaction(() => {
        if (clockIsRight) {
          tenant.audit({ event: 'clock-repaired-by-operator', source: 'operator' });
          repairAllTokens(tenant);
        }
        if (restored) {
          markPresentStepUsed(tenant);
          tenant.audit({ event: 'restored-by-operator', source: 'operator' });
        }
      })
      .immediate();
  }
}

type Inside = {
  database: Database;
  keys: BankKeys;
  tenants: Tenant[];
  clock: ClockWatch;
  log: Log;
};

async function listenForInstitutions(
  options: IssuerOptions,
  { database, keys, tenants, clock, log }: Inside,
): Promise<{ server: ServerType; url: string }> {
  const { now = Date.now, backOfficeHost: host = '127.0.0.1', backOfficeTls: tls } = options;
  let url = options.backOfficeUrl?.replace(/\/$/, '') ?? '';
  const access = createAccess({
    clients: openClients(join(options.dataDir, clientsFile), log),
    database,
    key: keys.derive('back-office-access'),
    audience: () => url,
    now,
    log,
  });
  // One institution's systems ask for a token every few minutes.
  const tokenLimit = createRateLimit({ each: 120, inAll: 1200 }, now);
  const routes = backOfficeRoutes({ tenants, access, tokenLimit, log });
  const findPeer = createPeerFinder(null);
  const answer: Answerer = (request: Request, env: HttpBindings) => {
    if (!clock.isDoubted()) return routes.fetch(request, { ...env, peer: findPeer(env.incoming) });
    return refuse(new Problem('unavailable', [], retryAfter(rules.maintenanceSeconds)));
  };
  const server = await listen(answer, options.backOfficePort, host, tls);
  url ||= addressOf(server, host, tls);
  return { server, url };
}

function addressOf(server: ServerType, host: string, tls?: TlsFiles): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return `${tls ? 'https' : 'http'}://${name}:${(server.address() as AddressInfo).port}`;
}
