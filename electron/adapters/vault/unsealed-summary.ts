/** What stands outside the seal, for a customer whose vault does not open: whose tokens these were. */
import { dirname } from 'node:path';
import * as z from 'zod';
import { listBackups, readBackup } from './copies/backups.ts';
import type { VaultDatabase } from './database/database.ts';
import { readInstitution } from './records/record-shapes.ts';
import type { UnsealedSummary } from '../../features.ts';

const Row = z.object({ institution: z.string(), masked_user_id: z.string() });

export function readUnsealedSummary(database: VaultDatabase): UnsealedSummary[] {
  const rows = database
    .prepare('SELECT institution, masked_user_id FROM token ORDER BY position, id')
    .all();
  return rows.map((raw) => {
    const row = Row.parse(raw);
    const institution = readInstitution(row.institution);
    return { institution, maskedUserId: row.masked_user_id };
  });
}

/** Of the vault's file, or of the newest backup that can be read. Nothing if neither can. */
export function unsealedSummaryIn(path: string): UnsealedSummary[] {
  try {
    for (const place of [{ path, generation: 0 }, ...listBackups(dirname(path))]) {
      const unsealed = readBackup(place, readUnsealedSummary);
      if (unsealed !== null) return unsealed;
    }
  } catch {
    // The vault does not open for the same reason, and that is what is told.
  }
  return [];
}
