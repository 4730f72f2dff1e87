/** What of a vault's content is not as it was written, and how a copy's good one takes its place. */
import type { VaultDatabase } from '../database/database.ts';
import { repairRecord, unreadableRecords } from './record-seal.ts';
import type { RecordSeal, Table } from './record-seal.ts';
import { damagedSettings, repairSetting } from './vault-settings.ts';

export type DamagedPart = { table: Table | 'setting'; id: string };

export function damagedParts(database: VaultDatabase, keys: RecordSeal): DamagedPart[] {
  const settings = damagedSettings(database).map((id) => ({ table: 'setting', id }) as const);
  return [...unreadableRecords(database, keys), ...settings];
}

/** As part of the caller's transaction. True if the copy has a good one. */
export function repairPart(
  database: VaultDatabase,
  copy: VaultDatabase,
  keys: RecordSeal,
  { table, id }: DamagedPart,
): boolean {
  return table === 'setting'
    ? repairSetting(database, copy, id)
    : repairRecord(database, copy, keys, { table, id });
}

/** Whether two files hold the same, as far as each can be read. */
export function isSameDamage(some: DamagedPart[], others: DamagedPart[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ table, id }) => others.some((each) => each.table === table && each.id === id))
  );
}
