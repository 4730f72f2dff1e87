/** The back office at an address of its own. */
import { join } from 'node:path';
import type { HttpBindings, ServerType } from '@hono/node-server';
import { Problem, refuse, retryAfter, unread } from '../back-office/problem.ts';
import { createAccess } from '../back-office/access.ts';
import { openClients } from '../back-office/clients.ts';
import { backOfficeRoutes } from '../back-office/routes.ts';
import type { Log } from '../../service/log.ts';
import { createPeerFinder } from '../../service/peer.ts';
import { rules } from '../../service/rules.ts';
import { addressOf, listen, renewTls, usualConnections } from '../../service/server/listen.ts';
import type { Answerer } from '../../service/server/listen.ts';
import type { BankKeys } from '../../service/storage/keys.ts';
import type { IssuerStorage } from '../storage/issuer-storage.ts';
import type { Tenant } from '../tenant.ts';
import type { Metrics } from '../watch/metrics.ts';
import type { IssuerOptions } from './issuer-service.ts';

export const clientsFile = 'clients.json';

type Inside = {
  storage: IssuerStorage;
  keys: BankKeys;
  tenants: Tenant[];
  clock: { isDoubted(): boolean };
  metrics: Metrics;
  log: Log;
};

/** Throws where nobody could know what the back office is called: clients are refused that name it otherwise. */
export function refuseNamelessBackOffice({ backOfficeHost = '', backOfficeUrl }: IssuerOptions) {
  // 0.0.0.0 and ::, every address of the machine.
  if (backOfficeUrl !== undefined || !/^[0.:]+$/.test(backOfficeHost)) return;
  throw new Error(
    `--back-office-url is needed where --back-office-host is ${backOfficeHost}: the address by which clients call it`,
  );
}

export async function listenForInstitutions(
  options: IssuerOptions,
  { storage, keys, tenants, clock, metrics, log }: Inside,
): Promise<{ server: ServerType; url: string; reload: () => void }> {
  const { now = Date.now, backOfficeHost: host = '127.0.0.1', backOfficeTls: readTls } = options;
  const tls = readTls?.();
  let url = options.backOfficeUrl?.replace(/\/$/, '') ?? '';
  const access = createAccess({
    clients: openClients(join(options.dataDir, clientsFile), log),
    storage,
    keys: keys.ring('back-office-access'),
    audience: () => url,
    now,
    log,
  });
  // One institution's systems ask for a token every few minutes.
  const tokenLimit = storage.rateLimit('token', { each: 120, inAll: 1200 }, now);
  const routes = backOfficeRoutes({ tenants, access, tokenLimit, log });
  const findPeer = createPeerFinder(null);
  const answer: Answerer = (request: Request, env: HttpBindings) => {
    if (!clock.isDoubted()) return routes.fetch(request, { ...env, peer: findPeer(env.incoming) });
    return refuse(new Problem('unavailable', [], retryAfter(rules.maintenanceSeconds)));
  };
  const measured = metrics.measured('back-office', routes, answer);
  const connections = options.connections ?? usualConnections;
  const server = await listen(measured, options.backOfficePort, host, tls, connections, unread);
  metrics.connectionsOf('back-office', server);
  url ||= addressOf(server, host, tls);
  const reload = () => {
    try {
      if (readTls) renewTls(server, readTls());
    } catch (error) {
      log.error('certificate-not-read', error);
    }
  };
  return { server, url, reload };
}
