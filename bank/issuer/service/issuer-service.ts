/** The issuing service alone: the protocol for apps at one address, the back office at another, what watches it at a third. */
import type { BlockList } from 'node:net';
import type { Institution } from '../../service/institution.ts';
import { consoleLog } from '../../service/log.ts';
import type { Log } from '../../service/log.ts';
import type { Limits } from '../../service/rules.ts';
import { openToEnd, stopServer } from '../../service/server/end.ts';
import type { Endings } from '../../service/server/end.ts';
import { addressOf, listen } from '../../service/server/listen.ts';
import type { ConnectionLimits, TlsFiles } from '../../service/server/listen.ts';
import { recordRun } from '../../service/server/record-run.ts';
import { lastNumber } from '../../service/storage/audit.ts';
import type { Database, Store } from '../../service/storage/database.ts';
import { tellDamage } from '../../service/storage/damage.ts';
import type { BankKeys } from '../../service/storage/keys.ts';
import type { ClockWatch } from '../../service/storage/recorded-clock.ts';
import { issuerStore } from '../storage/issuer-store.ts';
import type { IssuerStorage } from '../storage/issuer-storage.ts';
import { countRestored, repairClock } from '../upkeep/repair.ts';
import { createResealing } from '../upkeep/reseal.ts';
import { noteSecret } from '../upkeep/server-secret.ts';
import { keepForgetting } from '../upkeep/retention.ts';
import type { Retention } from '../upkeep/retention.ts';
import { managementRoutes } from '../watch/management.ts';
import { createMetrics } from '../watch/metrics.ts';
import type { Metrics } from '../watch/metrics.ts';
import { createReadiness } from '../watch/readiness.ts';
import type { Readiness } from '../watch/readiness.ts';
import { watchTimeSource } from '../watch/time-source.ts';
import type { OwnClient } from './add-client.ts';
import { createAnswerApps, listenForApps } from './apps.ts';
import type { AnswerApps } from './apps.ts';
import { listenForInstitutions, refuseNamelessBackOffice } from './back-office.ts';
import { keepSeen, refuseBroughtBack } from './brought-back.ts';
import { openItsKeys, openStorage } from './open-storage.ts';
import { openTenants } from './tenants.ts';

export type IssuerOptions = {
  dataDir: string;
  institutions: readonly Institution[];
  /** postgres://…; without it the database is a file in the data folder. */
  databaseUrl?: string;
  /** Of this process to the database. */
  databaseConnections?: number;
  /** Only read; without one, keys are made and kept in the data folder. Processes that share a database have the same. */
  keyFile?: string;
  /** 0 takes any free one; null for none, where whoever started it hands on what apps ask. */
  port: number | null;
  host?: string;
  /** Of an institution's issuing server; without it the slug alone. */
  appsPath?: (slug: string) => string;
  backOfficePort: number;
  backOfficeHost?: string;
  /** What assertions of clients must be meant for, where it is not the address listened at. */
  backOfficeUrl?: string;
  /** Node's own TLS for the back office, with certificates of clients; read at the start and at each reload. */
  backOfficeTls?: () => TlsFiles;
  /** For what watches the service; without a port there is none. */
  managementPort?: number;
  managementHost?: string;
  limits?: Partial<Limits>;
  /** Of each of the two addresses. */
  connections?: ConnectionLimits;
  /** Servers by whose `Date` the clock is judged. */
  timeSources?: readonly string[];
  trustedProxies?: BlockList;
  oldestApp?: string;
  /** A copy was brought back: whatever code it does not know of counts as taken. */
  restored?: boolean;
  /** Others are at the shared database already, and no copy was brought back: its events need not be known here. */
  joins?: boolean;
  /** The clock is right and was ahead before. */
  clockIsRight?: boolean;
  now?: () => number;
  log?: Log;
  /** How long requests under way may take when the service ends. */
  endWithinMs?: number;
  retention?: Retention;
  /** How long it goes on answering after it has said that it is ending. */
  drain?: () => Promise<void>;
  /** Of whoever started it. Before anything is read of clients, and while nobody else has the data folder. */
  ownClients?: readonly OwnClient[];
  /** What is to be typed where something is wrong, if not this service's own commands. */
  store?: Store;
  /** Of whoever started it: once nobody else has the data folder, and before anything of it is opened. */
  prepare?: () => Promise<void>;
  /** Who started it, as the audit log names it. */
  startedBy?: string;
};

export type Issuer = {
  /** Where apps reach it; each institution's issuing server is at `{url}/{slug}`. Empty without a port for them. */
  url: string;
  backOfficeUrl: string;
  managementUrl: string;
  /** Reads keys and certificates anew. Where they can't be read, the former ones stay. */
  reload(): Promise<void>;
  /** For what runs in the same process alone. */
  storage: IssuerStorage;
  /** SQLite's own; null on PostgreSQL. */
  database: Database | null;
  clockWatch: ClockWatch;
  keys: BankKeys;
  answerApps: AnswerApps;
  close(): Promise<void>;
};

/** Throws if another server has the data folder, or a port is taken; then nothing is left open. */
export function startIssuer(options: IssuerOptions): Promise<Issuer> {
  return tellDamage(options.dataDir, options.store ?? issuerStore, () =>
    openToEnd((endings) => open(options, endings)),
  );
}

async function open(options: IssuerOptions, endings: Endings): Promise<Omit<Issuer, 'close'>> {
  const { dataDir, log = consoleLog, now = Date.now } = options;
  const graceMs = options.endWithinMs ?? 6000;
  refuseNamelessBackOffice(options);
  const readiness = createReadiness();
  const metrics = createMetrics();
  // First, so that it is still answered while all the rest opens and ends.
  const managementUrl = await listenForWatchers(options, readiness, metrics, endings);
  const { storage, database } = await openStorage(options, endings);
  if (!options.restored) await refuseBroughtBack(options, storage);
  const keys = await openItsKeys(options, storage);
  const tenants = openTenants(options, storage, keys);
  for (const tenant of tenants) {
    if (options.clockIsRight) await storage.commitAtLength(() => repairClock(tenant));
    if (options.restored) await storage.commitAtLength(() => countRestored(tenant));
  }
  await keepSeen(options, storage);
  const clock = await believedClock(options, storage, metrics, endings);
  metrics.figure('issuer_database_bytes', 'Size of the database and its log', storage.bytes);
  await metrics.recorded(
    storage,
    options.institutions.map(({ slug }) => slug),
  );

  const inside = { storage, keys, tenants, clock, metrics, log };
  const answerApps = createAnswerApps(options, inside);
  const url = await listenForApps(options, answerApps, inside, endings);
  const backOffice = await listenForInstitutions(options, inside);
  endings.push(() => stopServer(backOffice.server, graceMs, log));
  const recorded = tenants.map(({ audit }) => ({
    audit: (entry: Parameters<typeof audit>[0]) => storage.commit(() => audit(entry)),
  }));
  const source = options.startedBy ?? 'server';
  // What is committed stays: nobody has to wait for what is being entered.
  const lastOf = { lastEvent: () => storage.look(lastNumber) };
  endings.push(await recordRun(dataDir, lastOf, recorded, log, { source }));
  const resealing = createResealing(tenants, log);
  endings.push(resealing.stop);
  await storage.commit(() => noteSecret(keys.presentMadeAt(), now()));
  resealing.begin();
  metrics.figure(
    'issuer_secrets_sealed_by_present_key',
    'Whether no secret is sealed by an older key: 1 when drop-key may follow',
    () => Number(resealing.isDone()),
  );
  endings.push(keepForgetting(storage, options.retention ?? {}, now, log));
  readiness.opened({ storage, tenants, clock, log });
  endings.push(async () => {
    readiness.beginEnd();
    await options.drain?.();
  });
  const reload = async () => {
    backOffice.reload();
    try {
      keys.reload();
      await storage.commit(() => noteSecret(keys.presentMadeAt(), now()));
      resealing.begin();
    } catch (error) {
      log.error('keys-not-read', error);
    }
  };
  const own = { storage, database, clockWatch: clock, keys, answerApps };
  return { url, backOfficeUrl: backOffice.url, managementUrl, ...own, reload };
}

/** Doubted where the records say so, or where most of the institution's time sources do. */
async function believedClock(
  { now = Date.now, log = consoleLog, timeSources = [] }: IssuerOptions,
  storage: IssuerStorage,
  metrics: Metrics,
  endings: Endings,
): Promise<ClockWatch> {
  const records = await storage.watchClock(now);
  const source = watchTimeSource(timeSources, now, log);
  endings.push(source.stop);
  await source.look();
  const isDoubted = () => records.isDoubted() || source.isOff() || storage.isBehind();
  metrics.figure('issuer_clock_doubted', 'Whether nothing is answered for want of a clock', () =>
    Number(isDoubted()),
  );
  metrics.figure(
    'issuer_clock_ahead_seconds',
    'By the time sources; NaN while none answered',
    () => (source.aheadMs() ?? Number.NaN) / 1000,
  );
  return { isDoubted };
}

async function listenForWatchers(
  options: IssuerOptions,
  readiness: Readiness,
  metrics: Metrics,
  endings: Endings,
): Promise<string> {
  const { managementPort: port, managementHost: host = '127.0.0.1', log = consoleLog } = options;
  if (port === undefined) return '';
  const routes = managementRoutes(readiness, metrics);
  const server = await listen((request, env) => routes.fetch(request, env), port, host);
  endings.push(() => stopServer(server, 0, log));
  return addressOf(server, host);
}
