/** The protocol for apps, at an address of its own or handed on by whoever started the service. */
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Log } from '../../service/log.ts';
import { createPeerFinder } from '../../service/peer.ts';
import { rules } from '../../service/rules.ts';
import { stopServer } from '../../service/server/end.ts';
import type { Endings } from '../../service/server/end.ts';
import { addressOf, listen, usualConnections } from '../../service/server/listen.ts';
import type { Answerer } from '../../service/server/listen.ts';
import { answerWrongMethod } from '../../service/server/wrong-method.ts';
import { Problem, refuse, retryAfter, unread, wrongAddress } from '../back-office/problem.ts';
import { isBrokenOff } from '../body.ts';
import { createIssuerLimits } from '../limits.ts';
import { issuerRoutes } from '../routes/issuer-routes.ts';
import type { IssuerStorage } from '../storage/issuer-storage.ts';
import type { Tenant } from '../tenant.ts';
import type { Metrics } from '../watch/metrics.ts';
import type { IssuerOptions } from './issuer-service.ts';

export type AnswerApps = (request: Request, env: HttpBindings) => Response | Promise<Response>;

type Inside = {
  storage: IssuerStorage;
  tenants: readonly Tenant[];
  clock: { isDoubted(): boolean };
  metrics: Metrics;
  log: Log;
};

const slugAlone = (slug: string): string => `/${slug}`;

/** `env.peer` is who asks. */
export function createAnswerApps(
  { appsPath = slugAlone }: IssuerOptions,
  { storage, tenants, clock, metrics, log }: Inside,
): AnswerApps {
  const apps = new Hono();
  apps.notFound(answerWrongMethod(apps, wrongAddress));
  apps.onError((error) => {
    if (!isBrokenOff(error)) log.error('issuer-failed', error);
    return refuse(new Problem(isBrokenOff(error) ? 'bad-request' : 'internal-error'));
  });
  for (const tenant of tenants) {
    const limits = createIssuerLimits(storage, tenant);
    apps.route(appsPath(tenant.institution.slug), issuerRoutes(tenant, limits, log));
  }
  return metrics.measured('apps', apps, (request, env) =>
    clock.isDoubted() ? refuse(clockDoubted()) : apps.fetch(request, env),
  );
}

/** Not signed as other refusals are: those state the time. To apps it is a fault of the network, and they ask again. */
const clockDoubted = () => new Problem('unavailable', [], retryAfter(rules.maintenanceSeconds));

/** Returns the address; empty where the options name no port for it. */
export async function listenForApps(
  options: IssuerOptions,
  answerApps: AnswerApps,
  { metrics, log }: Pick<Inside, 'metrics' | 'log'>,
  endings: Endings,
): Promise<string> {
  const { port, host = '127.0.0.1', connections = usualConnections, endWithinMs = 6000 } = options;
  if (port === null) return '';
  const findPeer = createPeerFinder(options.trustedProxies ?? null);
  const answer: Answerer = (request, env) => {
    const known = { ...env, peer: findPeer(env.incoming) };
    return answerApps(request, known);
  };
  const server = await listen(answer, port, host, undefined, connections, unread);
  metrics.connectionsOf('apps', server);
  endings.push(() => stopServer(server, endWithinMs, log));
  return addressOf(server, host);
}
