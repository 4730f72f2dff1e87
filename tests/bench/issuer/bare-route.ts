/** What an issuing service is held against: hono, pg and one indexed read. A process of its own; its address is its first word. */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { Pool } from 'pg';

const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
const read = { name: 'read', text: 'SELECT reference FROM contracts WHERE id = $1' };
const routes = new Hono().get('/contracts/:id', async (c) => {
  const { rows } = await pool.query<{ reference: string }>({
    ...read,
    values: [c.req.param('id')],
  });
  return c.json(rows[0]);
});
serve({ fetch: routes.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
  console.log(`bare ready: http://127.0.0.1:${port}/`),
);
process.once('SIGTERM', () => process.exit());
