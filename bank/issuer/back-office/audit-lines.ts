/** The audit log as a stream of JSON lines, read from the database as fast as the client takes them. */
import type * as z from 'zod';
import { all, get } from '../../service/storage/work.ts';
import type { Tenant } from '../tenant.ts';
import type { Asked } from './operation.ts';
import type { AuditLine, AuditQuery } from './schemas.ts';

const linesAtOnce = 500;

const nothing = () => new ReadableStream<Uint8Array>({ pull: (stream) => stream.close() });

/**
 * Up to which event there is nothing of an institution after `after`: who follows the log of a quiet one would have those of a
 * busy one beside it read each time.
 */
const quiet = new WeakMap<Tenant, { after: number; until: number }>();

export async function auditLines(
  { tenant, source }: Asked,
  query: z.infer<typeof AuditQuery>,
): Promise<ReadableStream<Uint8Array>> {
  const { storage, institution } = tenant;
  const asked = Number(query.after);
  const known = quiet.get(tenant);
  const after = known?.after === asked ? known.until : asked;
  const until = await storage.lastEvent();
  // A reading that finds nothing new is no event: who follows the log closely would fill it alone.
  const isNew = 'SELECT 1 AS found FROM audit WHERE institution = ? AND id > ? LIMIT 1';
  const found = await storage.look(() => get(isNew, institution.slug, after));
  if (found === undefined) {
    quiet.set(tenant, { after: asked, until: Math.max(after, until) });
    return nothing();
  }
  // Before it, so that who follows the log reads each of its own readings once.
  await storage.commit(() => tenant.audit({ event: 'audit-read-by-operator', source }));
  const last = await storage.lastEvent();
  let read = after;
  return new ReadableStream({
    async pull(stream) {
      const lines = await storage.look(() =>
        all<z.infer<typeof AuditLine>>(
          `SELECT a.id AS number, at, event, reference, source, step, reason
           FROM audit a LEFT JOIN contracts c ON c.id = a.customer
           WHERE a.institution = ? AND a.id > ? AND a.id <= ? ORDER BY a.id LIMIT ${linesAtOnce}`,
          institution.slug,
          read,
          last,
        ),
      );
      read = lines.at(-1)?.number ?? read;
      const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
      if (text !== '') stream.enqueue(Buffer.from(text));
      if (lines.length < linesAtOnce) stream.close();
    },
  });
}
