/** The audit log as a stream of JSON lines, read from the database as fast as the client takes them. */
import type * as z from 'zod';
import { all, get } from '../../service/storage/work.ts';
import type { Asked } from './operation.ts';
import type { AuditLine, AuditQuery } from './schemas.ts';

const linesAtOnce = 500;

const nothing = () => new ReadableStream<Uint8Array>({ pull: (stream) => stream.close() });

export async function auditLines(
  { tenant, source }: Asked,
  { after }: z.infer<typeof AuditQuery>,
): Promise<ReadableStream<Uint8Array>> {
  const { storage, institution } = tenant;
  // A reading that finds nothing new is no event: who follows the log closely would fill it alone.
  const isNew = 'SELECT 1 AS found FROM audit WHERE institution = ? AND id > ? LIMIT 1';
  const found = await storage.look(() => get(isNew, institution.slug, Number(after)));
  if (found === undefined) return nothing();
  // Before it, so that who follows the log reads each of its own readings once.
  await storage.commit(() => tenant.audit({ event: 'audit-read-by-operator', source }));
  const last = await storage.lastEvent();
  let known = Number(after);
  return new ReadableStream({
    async pull(stream) {
      const lines = await storage.look(() =>
        all<z.infer<typeof AuditLine>>(
          `SELECT a.id AS number, at, event, reference, source, step, reason
           FROM audit a LEFT JOIN contracts c ON c.id = a.customer
           WHERE a.institution = ? AND a.id > ? AND a.id <= ? ORDER BY a.id LIMIT ${linesAtOnce}`,
          institution.slug,
          known,
          last,
        ),
      );
      known = lines.at(-1)?.number ?? known;
      const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
      if (text !== '') stream.enqueue(Buffer.from(text));
      if (lines.length < linesAtOnce) stream.close();
    },
  });
}
