/** Figures for Prometheus. A label has a route, a side, an institution, an event: never a customer, a reference, an address. */
import type { ServerType } from '@hono/node-server';
import type { Hono } from 'hono';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { auditEvents } from '../../service/storage/audit.ts';
import { all, get } from '../../service/storage/work.ts';
import type { Storage } from '../../service/storage/work.ts';
import type { Answerer } from '../../service/server/listen.ts';

export type Side = 'apps' | 'back-office';

export type Metrics = {
  /** Times what is asked at one side. */
  measured(side: Side, app: Hono, answer: Answerer): Answerer;
  connectionsOf(side: Side, server: ServerType): void;
  /** What is counted from what is recorded, from now on. */
  recorded(storage: Storage, institutions: readonly string[]): Promise<void>;
  /** A figure that is asked for when it is looked at. */
  figure(name: string, help: string, read: () => number | Promise<number>): void;
  text(): Promise<string>;
  contentType: string;
};

/** From the cost of a verification to what a customer takes for a fault. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'issuer_request_duration_seconds',
    help: 'Requests by route and class of status, and how long each took',
    labelNames: ['side', 'route', 'status'],
    buckets,
    registers,
  });
  // Plain numbers, handed over when they are looked at.
  const underWay: Record<Side, number> = { apps: 0, 'back-office': 0 };
  const gauge: Gauge = new Gauge({
    name: 'issuer_requests_in_progress',
    help: 'Requests that are being answered or wait for a commit',
    labelNames: ['side'],
    registers,
    collect() {
      for (const [side, count] of Object.entries(underWay)) gauge.set({ side }, count);
    },
  });
  return {
    measured: (side, app, answer) => async (request, env) => {
      const startedAt = performance.now();
      underWay[side] += 1;
      let status = 500;
      try {
        const response = await answer(request, env);
        ({ status } = response);
        return response;
      } finally {
        underWay[side] -= 1;
        durations.observe(
          { side, route: routeOf(app, request), status: `${Math.floor(status / 100)}xx` },
          (performance.now() - startedAt) / 1000,
        );
      }
    },
    connectionsOf(side, server) {
      figure(registers, `issuer_connections_${side.replace('-', '_')}`, 'Open connections', () =>
        countConnections(server),
      );
    },
    async recorded(storage, institutions) {
      await countEvents(storage, institutions, registers);
      figure(
        registers,
        'issuer_last_backup_timestamp_seconds',
        'When the last copy was made; 0 if never',
        async () => ((await storage.look(() => get<Mark>(lastBackup)))?.value ?? 0) / 1000,
      );
    },
    figure: (name, help, read) => figure(registers, name, help, read),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

/** As it was written down, `:reference` and all. */
function routeOf(app: Hono, request: Request): string {
  const asked = request.method === 'HEAD' ? 'GET' : request.method;
  const route = app.router.match(asked, app.getPath(request))[0].at(-1)?.[0][1];
  return route?.path ?? 'none';
}

function figure(
  registers: Registry[],
  name: string,
  help: string,
  read: () => number | Promise<number>,
): void {
  const gauge: Gauge = new Gauge({
    name,
    help,
    registers,
    async collect() {
      gauge.set(await known(read));
    },
  });
}

/** NaN while the database is away: the other figures are wanted then more than ever. */
async function known(read: () => number | Promise<number>): Promise<number> {
  try {
    return await read();
  } catch {
    return Number.NaN;
  }
}

async function countConnections(server: ServerType): Promise<number> {
  return new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
  });
}

type Mark = { value: number };
const lastBackup = `SELECT value FROM marks WHERE name = 'last-backup'`;
const eventsSince = `SELECT institution, event, count(*) AS count FROM audit
  WHERE id > ? AND id <= ? GROUP BY institution, event`;

type Events = { institution: string; event: string; count: number };

/** Of the audit log when it is looked at: a transaction that was undone, or done twice, is counted as it came out. */
async function countEvents(
  storage: Storage,
  institutions: readonly string[],
  registers: Registry[],
): Promise<void> {
  let seen = await storage.lastEvent();
  const counter: Counter = new Counter({
    name: 'issuer_events_total',
    help: 'What the audit log recorded: verdicts of codes, activations and the rest',
    labelNames: ['institution', 'event'],
    registers,
    async collect() {
      const newest = await known(() => storage.lastEvent());
      if (Number.isNaN(newest)) return;
      const since = seen;
      const look = () => storage.look(() => all<Events>(eventsSince, since, newest));
      const events = await look().catch(() => null);
      // Counted the next time, when the database is back.
      if (events === null) return;
      seen = newest;
      for (const { count, ...labels } of events) counter.inc(labels, count);
    },
  });
  for (const institution of institutions) {
    for (const event of auditEvents) counter.inc({ institution, event }, 0);
  }
}
