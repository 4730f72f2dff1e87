/** One institution's parts. Whatever is read or written through them is this institution's alone. */
import { enter } from '../service/storage/audit.ts';
import type { AuditEntry } from '../service/storage/audit.ts';
import { countTries } from '../service/storage/tries.ts';
import type { CountedTries } from '../service/storage/tries.ts';
import type { Storage, Work } from '../service/storage/work.ts';
import type { Institution } from '../service/institution.ts';
import type { BankKeys, InstitutionKeys } from '../service/storage/keys.ts';
import { defaultLimits, rules } from '../service/rules.ts';
import type { Limits } from '../service/rules.ts';
import type { Keyring } from '../service/storage/sealing.ts';

export type Tenant = {
  institution: Institution;
  keys: InstitutionKeys;
  storage: Storage;
  now: () => number;
  audit: (entry: Omit<AuditEntry, 'institution'>) => Work<void>;
  /** Keys for data at rest, one for each purpose. */
  secretKey: Keyring;
  passwordKey: Keyring;
  /** Under which requests of the back office are recognised. */
  requestKey: Keyring;
  activationTries: CountedTries;
  limits: Limits;
};

export type TenantParts = {
  storage: Storage;
  keys: BankKeys;
  now: () => number;
  /** Where none are given: the usual ones. */
  limits?: Limits;
};

export function openTenant(institution: Institution, parts: TenantParts): Tenant {
  const { storage, keys, now } = parts;
  const { slug } = institution;
  return {
    institution,
    keys: keys.of(slug),
    storage,
    now,
    audit: (entry) => enter({ institution: slug, ...entry }, now()),
    secretKey: keys.ring(`${slug}|secrets`),
    passwordKey: keys.ring(`${slug}|activation-passwords`),
    requestKey: keys.ring(`${slug}|back-office-requests`),
    activationTries: countTries({
      kind: 'activation',
      limit: rules.activationTries,
      forgetAfterMs: rules.issueLifeMs,
      key: keys.ring(`${slug}|tries`),
      now,
    }),
    limits: parts.limits ?? defaultLimits,
  };
}
