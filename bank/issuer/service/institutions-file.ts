/** The institutions that a service issues for, as their engineers write them down. */
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { DirectoryEntry } from '../../../shared/protocol.ts';
import type { Institution } from '../../service/institution.ts';

const lifeDays = 'must be a whole number of days from 1 to 3650';

/** What the directory tells of it, apart from keys and addresses, and what it has chosen besides. */
const Institutions = z
  .array(
    DirectoryEntry.omit({
      issuerUrl: true,
      bankUrl: true,
      encryptionKeys: true,
      signingKeys: true,
    }).extend({
      slug: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
      /** The service sends no mail. */
      mailFrom: z.string().default(''),
      otp: z.strictObject({
        algorithm: z.enum(['SHA1', 'SHA256', 'SHA512']),
        digits: z.int().min(6).max(8),
        secretBytes: z.int().min(20).max(64),
      }),
      /** A renewal is open in the last 30: below 31 at once, for test servers. */
      tokenLifeDays: z.int(lifeDays).min(1, lifeDays).max(3650, lifeDays),
      oldestApp: z
        .string()
        .regex(/^\d+\.\d+\.\d+$/)
        .default('0.0.0'),
    }),
  )
  .min(1)
  .refine((all) => new Set(all.map(({ slug }) => slug)).size === all.length, 'a slug stands twice')
  .refine(
    (all) => new Set(all.map(({ serviceId }) => serviceId)).size === all.length,
    'a service ID stands twice',
  );

/** Throws a sentence that says where the file is wrong. */
export function readInstitutions(file: string): Institution[] {
  const read = Institutions.safeParse(contentOf(file));
  if (!read.success) throw new Error(`${file}: ${z.prettifyError(read.error)}`);
  return read.data;
}

function contentOf(file: string): unknown {
  const text = textOf(file);
  try {
    return JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.replaceAll(/\s+/g, ' ') : '';
    throw new Error(`${file}: no JSON: ${why}`, { cause });
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`${file} can't be read`, { cause });
  }
}
