/** Puts the bank together: both institutions, the directory, the mail, on one port. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import type { AddressInfo, BlockList } from 'node:net';
import { join } from 'node:path';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { JWK } from 'jose';
import { joseContentType } from '../shared/protocol.ts';
import { openBackOffice } from './back-office/client.ts';
import { readClientKey } from './back-office/client-key.ts';
import { openBankTenant } from './bank-tenant.ts';
import type { ServedTenant } from './bank-tenant.ts';
import { startFollowing } from './contract/follow.ts';
import { startSettling } from './contract/settle.ts';
import { addDemoCustomers } from './customers/demo-customers.ts';
import { openPasswords } from './customers/password.ts';
import { createDirectory } from './directory.ts';
import { createLimiters } from './limiters.ts';
import type { IssuerStorage } from './issuer/storage/issuer-storage.ts';
import { bankClient, startOwnIssuer } from './own-issuer.ts';
import { mailboxRoutes } from './mail/mailbox.tsx';
import { openPostOffice } from './mail/post-office.ts';
import { startMailQueue } from './mail/queue.ts';
import { institutions } from './service/institution.ts';
import { consoleLog } from './service/log.ts';
import type { Log } from './service/log.ts';
import { createPeerFinder } from './service/peer.ts';
import { defaultLimits, rules } from './service/rules.ts';
import type { Limits } from './service/rules.ts';
import { atMost, openToEnd, stopServer } from './service/server/end.ts';
import type { Endings } from './service/server/end.ts';
import { listen } from './service/server/listen.ts';
import { recordRun } from './service/server/record-run.ts';
import { answerWrongMethod } from './service/server/wrong-method.ts';
import { lastNumber, openAudit } from './service/storage/audit.ts';
import { tellDamage } from './service/storage/damage.ts';
import { runWork } from './service/storage/database.ts';
import type { Database } from './service/storage/database.ts';
import { watchClock } from './service/storage/recorded-clock.ts';
import { keptLastEvent, refuseMissingDatabase, refuseOlder } from './service/storage/recorded.ts';
import { createSharedCommit } from './service/storage/shared-commit.ts';
import { outsideAnswer } from './site/frame/outside.tsx';
import type { OutsideStatus } from './site/frame/outside.tsx';
import { siteRoutes } from './site/site-routes.ts';
import type { Session } from './site/session.ts';
import { createSessions } from './site/sessions.ts';
import { createTypedForms } from './site/typed.ts';
import type { SiteEnv } from './site/visit.ts';
import { bankStore } from './storage/bank-store.ts';
import { openBankDatabase } from './storage/split.ts';
import { style } from './style.ts';

export type BankOptions = {
  /** 0 takes any free one. */
  port: number;
  dataDir: string;
  /** The private key that signs the directory, with its kid. */
  vendorRoot: JWK;
  host?: string;
  /** What apps and browsers are told, where a proxy stands before the bank. */
  publicUrl?: string;
  /** postgres://… for the issuing service's part, as its tests have it; without it that is a file in the data folder. */
  issuerDatabaseUrl?: string;
  /** smtp:// or smtps://; without it mail goes to the built-in mailbox. */
  smtpUrl?: string;
  /** Where the pages' scripts were built to. */
  scriptsDir?: string;
  /** What `npm run release -- --dry-run` made, for the download page. */
  downloadsDir?: string;
  /** The log-in page tells the sample customers' passwords. */
  sampleLogIns?: boolean;
  limits?: Partial<Limits>;
  /** Whose word on the client's address is believed; see readTrustedProxies. */
  trustedProxies?: BlockList;
  /** Instead of what each institution has chosen. */
  oldestApp?: string;
  now?: () => number;
  log?: Log;
  /** How long requests and mails under way may take together when the bank ends. */
  endWithinMs?: number;
};

export type Bank = {
  /** As apps and browsers know it. */
  url: string;
  /** Where the server itself is to be reached. */
  listeningAt: string;
  /** For what runs in the same process alone. */
  database: Database;
  /** The issuing service's, for tests. */
  issuerStorage: IssuerStorage;
  /** SQLite's own; null where the service is on PostgreSQL. */
  issuerDatabase: Database | null;
  close(): Promise<void>;
};

/** Throws if another server has the data folder, or the port is taken; then nothing is left open. */
export function startBank(options: BankOptions): Promise<Bank> {
  return tellDamage(options.dataDir, bankStore, () =>
    openToEnd((endings) => open(options, endings)),
  );
}

/** The service starts first: it has the lock on the folder, under which the bank's file is opened too. */
async function openFiles(options: BankOptions, limits: Limits, endings: Endings) {
  const { dataDir } = options;
  let own: Database | undefined;
  endings.push(() => own?.close());
  const issuer = await startOwnIssuer({
    ...options,
    ...(options.issuerDatabaseUrl === undefined ? {} : { databaseUrl: options.issuerDatabaseUrl }),
    limits,
    prepare: () =>
      tellDamage(dataDir, bankStore, async () => {
        refuseMissingDatabase(dataDir, bankStore);
        own = openBankDatabase(dataDir);
        const kept = keptLastEvent(dataDir, bankStore);
        refuseOlder({ kept, found: runWork(own, lastNumber()) }, bankStore);
      }),
  });
  endings.push(issuer.close);
  if (!own) throw new Error('a service that was not prepared for');
  return { issuer, database: own };
}

async function open(options: BankOptions, endings: Endings): Promise<Omit<Bank, 'close'>> {
  const { dataDir, host = '127.0.0.1', now = Date.now, log = consoleLog } = options;
  // Mails and requests are waited for one after the other; with all the rest the end takes less than ten seconds.
  const eachEndMs = (options.endWithinMs ?? 6000) / 2;
  const limits = { ...defaultLimits, ...options.limits };
  const { issuer, database } = await openFiles(options, limits, endings);
  const { keys } = issuer;
  const records = watchClock(database, now, log, bankStore);
  const clock = { isDoubted: () => issuer.clockWatch.isDoubted() || records.isDoubted() };
  const passwords = openPasswords(limits.passwordPlaces);
  endings.push(passwords.close);
  await addDemoCustomers(database, passwords);
  const office = options.smtpUrl === undefined ? await openPostOffice(dataDir) : null;
  if (office) endings.push(office.close);

  const commit = createSharedCommit(database);
  const parts = { database, commit, keys, now, audit: openAudit(database, now), limits };
  const tenants = institutions.map((institution): ServedTenant => {
    const key = readClientKey(bankClient(dataDir, institution).keyFile);
    const issuing = openBackOffice({ url: issuer.backOfficeUrl, key, now });
    return { ...openBankTenant(institution, parts), issuing };
  });
  const listed = institutions.map((one) => ({ institution: one, keys: keys.of(one.slug) }));
  const directory = createDirectory(database, listed, options.vendorRoot, now);
  let url = options.publicUrl?.replace(/\/$/, '') ?? '';

  const app = new Hono();
  const outside = (request: Request, status: OutsideStatus, headers?: Record<string, string>) =>
    outsideAnswer(institutions, status, request.headers.get('accept'), headers);
  app.notFound(answerWrongMethod(app, (c, status, headers) => outside(c.req.raw, status, headers)));
  app.onError((error, c) => {
    log.error('page-failed', error);
    return outside(c.req.raw, 500);
  });
  app.get('/', (c) => c.redirect(`/${institutions[0]?.slug}/`));
  app.get('/directory.jws', async (c) =>
    c.body(await directory(url), 200, { 'content-type': joseContentType }),
  );
  app.route('/assets', assetRoutes(options.scriptsDir));
  if (office) app.route('/mailbox', mailboxRoutes(office));

  const queues: { close(): Promise<void> }[] = [];
  const closeQueues = async () => {
    await Promise.all(queues.map((queue) => queue.close()));
  };
  endings.push(() => atMost(eachEndMs, closeQueues(), () => log.info('end: mail under way left')));
  const sites: { base: string; pages: Hono<SiteEnv> }[] = [];
  const served: { tenant: ServedTenant; entered: () => void }[] = [];
  for (const tenant of tenants) {
    const base = `/${tenant.institution.slug}`;
    const queue = startMailQueue(tenant, {
      server: office?.server ?? new URL(options.smtpUrl ?? ''),
      siteUrl: () => `${url}${base}/`,
      log,
    });
    queues.push(queue);
    served.push({ tenant, entered: queue.wake });
    const sessions = createSessions<Session>(now, limits.sessions);
    endings.push(sessions.close);
    const typed = createTypedForms(now, limits.sessions, clock.isDoubted);
    const secure = url.startsWith('https:');
    const publicUrl = () => url;
    const wakeMail = queue.wake;
    const { downloadsDir = null, sampleLogIns = false } = options;
    const page = { base, secure, publicUrl, downloadsDir, sampleLogIns };
    const site = { tenant, sessions, typed, passwords, wakeMail, clock, ...page };
    app.get(base, (c) => c.redirect(`${base}/`));
    sites.push({
      base: `${base}/`,
      pages: await siteRoutes(site, createLimiters(limits, now), log),
    });
  }

  const findPeer = createPeerFinder(options.trustedProxies ?? null);
  // Each institution's pages are an app beside this one: a request is then routed only once.
  const answer = (request: Request, env: HttpBindings) => {
    const path = request.url.slice(request.url.indexOf('/', 'https://'.length));
    const known = { ...env, peer: findPeer(env.incoming) };
    const site = sites.find(({ base }) => path.startsWith(base));
    if (site && path.startsWith(`${site.base}issuer/`)) return issuer.answerApps(request, known);
    if (!site && !staysOpen(path) && clock.isDoubted()) {
      return outside(request, 503, { 'retry-after': String(rules.maintenanceSeconds) });
    }
    return (site?.pages ?? app).fetch(request, known);
  };
  const server = await listen(answer, options.port, host);
  endings.push(() => stopServer(server, eachEndMs, log));
  const listeningAt = `http://${host}:${(server.address() as AddressInfo).port}`;
  url ||= listeningAt;
  // Not before the address is known that the letters name.
  for (const { tenant, entered } of served) {
    for (const start of [startSettling, startFollowing]) {
      queues.push({ close: start(tenant, { entered, log }) });
    }
  }
  // Starts and ends are in the service's log.
  const own = { lastEvent: async () => runWork(database, lastNumber()) };
  endings.push(await recordRun(dataDir, own, [], log, { store: bankStore }));
  return {
    url,
    listeningAt,
    database,
    issuerStorage: issuer.storage,
    issuerDatabase: issuer.database,
  };
}

const staysOpen = (path: string): boolean => /^\/(assets|mailbox)(\/|$)/.test(path);

function assetRoutes(scriptsDir: string | undefined): Hono {
  const found = scriptsDir !== undefined && existsSync(scriptsDir) ? readdirSync(scriptsDir) : [];
  const scripts = new Map(
    found.map((name) => [name, readFileSync(join(scriptsDir ?? '', name), 'utf8')]),
  );
  const cached = { 'cache-control': 'public, max-age=300', 'x-content-type-options': 'nosniff' };
  return new Hono()
    .get('/style.css', (c) => c.body(style, 200, { ...cached, 'content-type': 'text/css' }))
    .get('/:script{[a-z-]+\\.js}', (c) => {
      const script = scripts.get(c.req.param('script'));
      if (script === undefined) return c.notFound();
      return c.body(script, 200, { ...cached, 'content-type': 'text/javascript' });
    });
}
