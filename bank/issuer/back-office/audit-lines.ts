/** The audit log as a stream of JSON lines, read from the database as fast as the client takes them. */
import type * as z from 'zod';
import { sql } from '../../service/storage/database.ts';
import type { Asked } from './operation.ts';
import type { AuditLine, AuditQuery } from './schemas.ts';

const linesAtOnce = 500;

export function auditLines(
  { tenant, source }: Asked,
  { after }: z.infer<typeof AuditQuery>,
): ReadableStream<Uint8Array> {
  // Before it, so that who follows the log reads each of its own readings once.
  tenant.audit({ event: 'audit-read-by-operator', source });
  const last = sql(tenant.database, 'SELECT max(id) FROM audit').pluck().get() as number;
  let known = Number(after);
  return new ReadableStream({
    pull(stream) {
      const lines = sql(
        tenant.database,
        `SELECT a.id AS number, at, event, reference, source, step, reason
         FROM audit a LEFT JOIN contracts c ON c.id = a.customer
         WHERE a.institution = ? AND a.id > ? AND a.id <= ? ORDER BY a.id LIMIT ${linesAtOnce}`,
      ).all(tenant.institution.slug, known, last) as z.infer<typeof AuditLine>[];
      known = lines.at(-1)?.number ?? known;
      const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
      if (text !== '') stream.enqueue(Buffer.from(text));
      if (lines.length < linesAtOnce) stream.close();
    },
  });
}
