/** The shapes of what vault.db holds, checked on the way out: a row is data from outside. */
import * as z from 'zod';
import { errorCodes } from '../../../../shared/errors.ts';
import { InstitutionFacts } from '../../../../shared/institution.ts';

/** Where not even that can be read: the token is still shown, and the others work. */
const nameless: InstitutionFacts = {
  serviceId: '',
  name: { ja: '—', en: '—' },
  issuerUrl: '',
  bankUrl: '',
  tel: '',
  hours: { ja: '', en: '' },
  color: '#5b6770',
  mark: '?',
  waitSeconds: 0,
};

/** The institution as it stands outside the seal, which nothing protects from damage. */
export function readInstitution(text: string): InstitutionFacts {
  try {
    return InstitutionFacts.parse(JSON.parse(text));
  } catch {
    return nameless;
  }
}

/** The same without its logo: outside the seal stands only what recovery needs. */
export function writeInstitution({ logo: _sealed, ...institution }: InstitutionFacts): string {
  return JSON.stringify(institution);
}

export const TokenRecord = z.object({
  institution: InstitutionFacts,
  kind: z.string().default(''),
  userId: z.string(),
  otp: z.object({
    algorithm: z.enum(['SHA1', 'SHA256', 'SHA512']),
    digits: z.int().min(6).max(8),
    periodSeconds: z.int().positive(),
  }),
  addition: z.string(),
  introduced: z.boolean(),
  inUse: z.boolean().default(true),
  issuedAt: z.number(),
  expiresAt: z.number(),
});

const DeviceKey = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
});

export const AttemptRecord = z.object({
  institution: InstitutionFacts,
  userId: z.string(),
  requestBody: z.string(),
  deviceKey: DeviceKey.nullable(),
  tokenId: z.string().nullable(),
  renews: z.string().nullable().default(null),
  refusal: z.object({ code: z.enum(errorCodes), triesLeft: z.number().nullable() }).nullable(),
});

const blob = z.instanceof(Buffer);
export const TokenRow = z.object({
  id: z.string(),
  state: z.enum(['stored', 'confirmed', 'released']),
  version: z.number(),
  institution: z.string(),
  expires_at: z.number(),
  details: blob,
  secret: blob,
});
export const AttemptRow = z.object({
  id: z.string(),
  state: z.enum(['sending', 'confirming', 'refused']),
  version: z.number(),
  institution: z.string(),
  masked_user_id: z.string(),
  created_at: z.number(),
  details: blob,
});

export type TokenRow = z.infer<typeof TokenRow>;
export type AttemptRow = z.infer<typeof AttemptRow>;
