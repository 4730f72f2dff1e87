/** Writes out the seeds of an institution, for another verifier. */
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { runWork } from '../service/storage/database.ts';
import { writeFileDurably } from '../service/storage/durable-file.ts';
import { writePskc } from '../issuer/tokens/pskc.ts';
import { findToken } from '../issuer/tokens/token.ts';
import { Refused, oneOf } from './command.ts';
import type { Context } from './command.ts';
import { refuseWhereNoRoom, sizeOf } from './before-writing.ts';
import { firstLine } from './secret-file.ts';
import { operatorText as t } from './text.ts';

const shortestPassphrase = 12;

export async function exportPskc(context: Context): Promise<string> {
  const { tenant, file, document, count } = await writeSeeds(context);
  // Once the seeds are written, but before they have their name: an entry too many, where the naming
  // then fails, does less harm than seeds that went out and that the log knows nothing of.
  writeFileDurably(file, document, 0o600, () =>
    tenant.audit({ event: 'seeds-exported-by-operator', source: context.source }),
  );
  return t.exported(count);
}

/** Says what would be written, how many seeds, and over what. */
export async function rehearseExport(context: Context): Promise<string> {
  const { file, document, count } = await writeSeeds(context);
  const bytes = Buffer.byteLength(document);
  if (!existsSync(dirname(file))) throw new Refused(t.noFolderThere(dirname(file)));
  refuseWhereNoRoom(dirname(file), bytes);
  if (existsSync(file) && statSync(file).isDirectory()) throw new Refused(t.isFolder(file));
  return [
    t.wouldWrite(file, bytes),
    t.wouldExport(count),
    context.options.unencrypted ? t.readableForAll : t.encrypted,
    existsSync(file) ? t.wouldOverwrite(file, sizeOf(file)) : t.overwritesNothing,
  ].join('\n');
}

async function writeSeeds({ tenants, args, options }: Context) {
  const [slug, file = ''] = args;
  const tenant = oneOf(tenants, slug);
  if (file === '') throw new Refused(t.noFile);
  const passphrase = options.unencrypted ? null : readPassphrase(options['passphrase-file']);
  const rows = tenant.database
    .prepare(
      `SELECT current_token AS tokenId, log_in_id AS logInId
       FROM contracts JOIN customers ON customers.id = contracts.id
       WHERE contracts.institution = ? AND current_token IS NOT NULL ORDER BY contracts.id`,
    )
    .all(tenant.institution.slug) as { tokenId: string; logInId: string }[];
  // Another verifier knows nothing of the user ID that came with the letter.
  const seeds = rows.flatMap(({ tokenId, logInId }) => {
    const token = runWork(tenant.database, findToken(tenant.issuer, tokenId));
    return token ? [{ ...token, tokenId, userId: logInId }] : [];
  });
  if (seeds.length === 0) throw new Refused(t.noSeeds);
  const document = await writePskc(tenant.institution.name.ja, seeds, passphrase);
  return { tenant, file, document, count: seeds.length };
}

function readPassphrase(file: string | undefined): string {
  if (file === undefined) throw new Refused(t.noPassphrase);
  const line = firstLine(file);
  if (line.length < shortestPassphrase) throw new Refused(t.shortPassphrase);
  return line;
}
