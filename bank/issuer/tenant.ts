/** One institution's parts. Whatever is read or written through them is this institution's alone. */
import type { Audit, AuditEntry } from '../service/storage/audit.ts';
import { openTries } from '../service/storage/tries.ts';
import type { Tries } from '../service/storage/tries.ts';
import type { Database } from '../service/storage/database.ts';
import type { Institution } from '../service/institution.ts';
import type { BankKeys, InstitutionKeys } from '../service/storage/keys.ts';
import { defaultLimits, rules } from '../service/rules.ts';
import type { Limits } from '../service/rules.ts';
import type { Keyring } from '../service/storage/sealing.ts';
import type { SharedCommit } from '../service/storage/shared-commit.ts';

export type Tenant = {
  institution: Institution;
  keys: InstitutionKeys;
  database: Database;
  /** For what many customers do at once; everything else commits by itself. */
  commit: SharedCommit;
  now: () => number;
  audit: (entry: Omit<AuditEntry, 'institution'>) => void;
  /** Keys for data at rest, one for each purpose. */
  secretKey: Keyring;
  passwordKey: Keyring;
  /** Under which requests of the back office are recognised. */
  requestKey: Keyring;
  activationTries: Tries;
  limits: Limits;
};

export type TenantParts = {
  database: Database;
  commit: SharedCommit;
  keys: BankKeys;
  audit: Audit;
  now: () => number;
  /** Where none are given: the usual ones. */
  limits?: Limits;
};

export function openTenant(institution: Institution, parts: TenantParts): Tenant {
  const { database, commit, keys, audit, now } = parts;
  const { slug } = institution;
  return {
    institution,
    keys: keys.of(slug),
    database,
    commit,
    now,
    audit: (entry) => audit({ institution: slug, ...entry }),
    secretKey: keys.ring(`${slug}|secrets`),
    passwordKey: keys.ring(`${slug}|activation-passwords`),
    requestKey: keys.ring(`${slug}|back-office-requests`),
    activationTries: openTries(database, {
      kind: 'activation',
      limit: rules.activationTries,
      forgetAfterMs: rules.issueLifeMs,
      key: keys.ring(`${slug}|tries`),
      now,
    }),
    limits: parts.limits ?? defaultLimits,
  };
}
