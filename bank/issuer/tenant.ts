/** One institution's parts. Whatever is read or written through them is this institution's alone. */
import type { KeyObject } from 'node:crypto';
import type { Audit, AuditEntry } from './storage/audit.ts';
import { openTries } from './storage/tries.ts';
import type { Tries } from './storage/tries.ts';
import type { Database } from './storage/database.ts';
import type { Institution } from './institution.ts';
import type { BankKeys, InstitutionKeys } from './storage/keys.ts';
import { defaultLimits, rules } from './rules.ts';
import type { Limits } from './rules.ts';
import type { SharedCommit } from './storage/shared-commit.ts';

export type Tenant = {
  institution: Institution;
  keys: InstitutionKeys;
  database: Database;
  /** For what many customers do at once; everything else commits by itself. */
  commit: SharedCommit;
  now: () => number;
  audit: (entry: Omit<AuditEntry, 'institution'>) => void;
  /** Keys for data at rest, one for each purpose. */
  secretKey: KeyObject;
  passwordKey: KeyObject;
  activationTries: Tries;
  limits: Limits;
};

export type BankParts = {
  database: Database;
  commit: SharedCommit;
  keys: BankKeys;
  audit: Audit;
  now: () => number;
  /** Where none are given: the usual ones. */
  limits?: Limits;
};

export function openTenant(institution: Institution, parts: BankParts): Tenant {
  const { database, commit, keys, audit, now } = parts;
  const { slug } = institution;
  return {
    institution,
    keys: keys.of(slug),
    database,
    commit,
    now,
    audit: (entry) => audit({ institution: slug, ...entry }),
    secretKey: keys.derive(`${slug}|secrets`),
    passwordKey: keys.derive(`${slug}|activation-passwords`),
    activationTries: openTries(database, {
      kind: 'activation',
      limit: rules.activationTries,
      forgetAfterMs: rules.issueLifeMs,
      key: keys.derive(`${slug}|tries`),
      now,
    }),
    limits: parts.limits ?? defaultLimits,
  };
}
