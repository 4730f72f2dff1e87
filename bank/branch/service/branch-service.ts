/** The branch page as a server of its own, beside the issuing service, whose back office it asks. */
import type { AddressInfo, BlockList } from 'node:net';
import { join } from 'node:path';
import { createSecretKey } from 'node:crypto';
import { openBackOffice } from '../../back-office/client.ts';
import type { ClientKey } from '../../back-office/client-key.ts';
import { openPasswords } from '../../customers/password.ts';
import type { ClientTls } from '../../service/files/tls-folder.ts';
import { consoleLog } from '../../service/log.ts';
import type { Log } from '../../service/log.ts';
import { createPeerFinder } from '../../service/peer.ts';
import { createRateLimit } from '../../service/rate-limit.ts';
import { defaultLimits } from '../../service/rules.ts';
import { openToEnd, stopServer } from '../../service/server/end.ts';
import type { Endings } from '../../service/server/end.ts';
import { listen } from '../../service/server/listen.ts';
import { keyedHash } from '../../service/storage/sealing.ts';
import { lockDataFolder } from '../../service/storage/database.ts';
import { openTries } from '../../service/storage/tries.ts';
import { addSampleStaff } from '../staff/sample-staff.ts';
import { openStaff } from '../staff/staff-file.ts';
import { branchRoutes } from './branch-routes.ts';
import { openKey, openTriesDatabase } from './branch-store.ts';
import { createSessions } from '../../site/sessions.ts';
import { createTypedForms } from '../../site/typed.ts';
import type { Session } from './visit.ts';

export const staffFile = 'staff.json';

const mostSessions = 1000;

export type BranchOptions = {
  /** 0 takes any free one. */
  port: number;
  host?: string;
  dataDir: string;
  backOfficeUrl: string;
  /** Of this client, where the back office asks for one; asked for with each request. */
  backOfficeTls?: () => ClientTls;
  /** Of a client with the scope `staff`. */
  clientKey: ClientKey;
  /** As the pages name it. */
  institution: string;
  /** Offers somebody to try it with, and marks each page as a sample. */
  isDemo?: boolean;
  /** What browsers call it, where a proxy stands before it. */
  publicUrl?: string;
  trustedProxies?: BlockList;
  now?: () => number;
  log?: Log;
  endWithinMs?: number;
};

export type Branch = {
  /** As browsers know it. */
  url: string;
  /** Where the server itself is to be reached. */
  listeningAt: string;
  close(): Promise<void>;
};

/** Throws if another server has the data folder, or the port is taken; then nothing is left open. */
export function startBranch(options: BranchOptions): Promise<Branch> {
  return openToEnd((endings) => open(options, endings));
}

async function open(options: BranchOptions, endings: Endings): Promise<Omit<Branch, 'close'>> {
  const { dataDir, host = '127.0.0.1', now = Date.now, log = consoleLog } = options;
  endings.push(lockDataFolder(dataDir));
  const database = openTriesDatabase(dataDir);
  endings.push(() => database.close());
  const passwords = openPasswords(defaultLimits.passwordPlaces);
  endings.push(passwords.close);
  const file = join(dataDir, staffFile);
  const { isDemo = false, backOfficeTls: tls } = options;
  if (isDemo) await addSampleStaff(file, passwords);

  const key = openKey(dataDir);
  const sessions = createSessions<Session>(now, mostSessions);
  endings.push(sessions.close);
  let url = options.publicUrl?.replace(/\/$/, '') ?? '';
  const { logInsPerAddress: each, logInsInAll: inAll, logInTries, lockMinutes } = defaultLimits;
  const isSecure = url.startsWith('https:');
  const routes = branchRoutes({
    office: openBackOffice({
      url: options.backOfficeUrl,
      key: options.clientKey,
      now,
      ...(tls ? { tls } : {}),
    }),
    staff: openStaff(file, isDemo),
    sessions,
    typed: createTypedForms(now, mostSessions),
    // The same after a restart, so that whose form it was is still known, though everybody logs in again.
    sessionKey: createSecretKey(keyedHash(key, 'sessions')),
    passwords,
    tries: openTries(database, {
      kind: 'staff',
      limit: logInTries,
      forgetAfterMs: lockMinutes * 60_000,
      key,
      now,
    }),
    logInLimit: createRateLimit({ each, inAll }, now),
    client: options.clientKey.clientId,
    institution: options.institution,
    isDemo,
    isSecure: () => isSecure,
    publicUrl: () => url,
    now,
    log,
  });
  const findPeer = createPeerFinder(options.trustedProxies ?? null);
  const server = await listen(
    (request, env) => routes.fetch(request, { ...env, peer: findPeer(env.incoming) }),
    options.port,
    host,
  );
  endings.push(() => stopServer(server, options.endWithinMs ?? 6000, log));
  const listeningAt = `http://${host}:${(server.address() as AddressInfo).port}`;
  url ||= listeningAt;
  return { url, listeningAt };
}
