/** All that stands in the service's database, to look in it for what must not. */
import type { Issuer } from '../../../bank/issuer/service/issuer-service.ts';
import { rowsOf } from '../bank/database.ts';

export async function contentsOf({
  storage,
  database,
}: Pick<Issuer, 'storage' | 'database'>): Promise<Buffer> {
  if (database) return database.serialize();
  const tables = await rowsOf<{ name: string }>(
    storage,
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
  );
  const rows: object[] = [];
  for (const { name } of tables)
    rows.push(...(await rowsOf<object>(storage, `SELECT * FROM ${name}`)));
  const values = rows.flatMap((row): unknown[] => Object.values(row));
  return Buffer.concat(
    values.flatMap((value) => [
      Buffer.isBuffer(value) ? value : Buffer.from(String(value)),
      Buffer.from('\n'),
    ]),
  );
}
