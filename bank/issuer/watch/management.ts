/**
 * What watches the service asks here, at an address of its own: neither apps nor the institution's systems reach it, and
 * neither TLS nor a certificate stands in the way of a container's own check. It tells of no customer.
 */
import { Hono } from 'hono';
import type { Metrics } from './metrics.ts';
import { isReady } from './readiness.ts';
import type { Readiness } from './readiness.ts';

const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

export function managementRoutes(readiness: Readiness, metrics: Metrics): Hono {
  return new Hono()
    .get('/health', (c) => c.json({ status: 'alive' }, 200, headers))
    .get('/ready', async (c) => {
      const checks = await readiness.checks();
      const ready = isReady(checks);
      return c.json({ status: ready ? 'ready' : 'not-ready', checks }, ready ? 200 : 503, headers);
    })
    .get('/metrics', async (c) =>
      c.body(await metrics.text(), 200, { ...headers, 'content-type': metrics.contentType }),
    );
}
