/** The institutions that a service issues for, as their engineers write them down. */
import * as z from 'zod';
import { DirectoryEntry } from '../../../shared/protocol.ts';
import { listedRules } from '../../service/files/listed-rules.ts';
import { readShape } from '../../service/files/shape.ts';
import type { Institution } from '../../service/institution.ts';

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
      tokenLifeDays: z.int().min(1).max(3650),
      oldestApp: z
        .string()
        .regex(/^\d+\.\d+\.\d+$/)
        .default('0.0.0'),
    }),
  )
  .min(1)
  .superRefine((all, issues) => {
    for (const name of ['slug', 'serviceId'] as const) {
      const names = all.map((each) => each[name]);
      const second = names.findIndex((each, index) => names.indexOf(each) < index);
      if (second === -1) continue;
      const message = 'stands here for the second time: nobody could say whose it is.';
      issues.addIssue({ code: 'custom', path: [second, name], message });
    }
  });

const rules = {
  '': 'must be a list of one institution or more, each as the example has it (docs/institution.md).',
  ...listedRules,
  slug: 'must be 1 to 40 of a to z, 0 to 9 and -, with a letter first.',
  mailFrom: 'must be text; it may be left out, for this service sends no mail.',
  otp: 'must hold algorithm, digits and secretBytes, and nothing else.',
  'otp.algorithm': 'must be "SHA1", "SHA256" or "SHA512".',
  'otp.digits': 'must be a whole number from 6 to 8.',
  'otp.secretBytes': 'must be a whole number from 20 to 64.',
  tokenLifeDays: 'must be a whole number of days from 1 to 3650.',
  oldestApp: 'must be a version such as "1.2.0".',
};

/** Throws a FileFault that says where the file is wrong. */
export const readInstitutions = (file: string): Institution[] =>
  readShape(file, Institutions, rules);
