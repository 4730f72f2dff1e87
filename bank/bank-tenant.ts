/** One institution's parts as its internet banking knows them. Whatever is read or written through them is its alone. */
import type { KeyObject } from 'node:crypto';
import type { BackOffice } from './back-office/client.ts';
import type { Institution } from './service/institution.ts';
import { defaultLimits } from './service/rules.ts';
import type { Limits } from './service/rules.ts';
import type { Audit, AuditEntry } from './service/storage/audit.ts';
import type { Database } from './service/storage/database.ts';
import type { BankKeys } from './service/storage/keys.ts';
import type { SharedCommit } from './service/storage/shared-commit.ts';
import { openTries } from './service/storage/tries.ts';
import type { Tries } from './service/storage/tries.ts';

export type BankTenant = {
  institution: Institution;
  database: Database;
  /** For what many customers do at once; everything else commits by itself. */
  commit: SharedCommit;
  now: () => number;
  audit: (entry: Omit<AuditEntry, 'institution'>) => void;
  limits: Limits;
  sessionKey: KeyObject;
  logInTries: Tries;
  confirmationTries: Tries;
};

/** With the issuing service, which alone knows of tokens and their codes. */
export type ServedTenant = BankTenant & { issuing: BackOffice };

export type BankTenantParts = {
  database: Database;
  commit: SharedCommit;
  keys: Pick<BankKeys, 'derive'>;
  audit: Audit;
  now: () => number;
  /** Where none are given: the usual ones. */
  limits?: Limits;
};

export function openBankTenant(institution: Institution, parts: BankTenantParts): BankTenant {
  const { database, commit, keys, audit, now, limits = defaultLimits } = parts;
  const { slug } = institution;
  const lock = {
    forgetAfterMs: limits.lockMinutes * 60_000,
    key: keys.derive(`${slug}|tries`),
    now,
  };
  return {
    institution,
    database,
    commit,
    now,
    audit: (entry) => audit({ institution: slug, ...entry }),
    limits,
    sessionKey: keys.derive(`${slug}|sessions`),
    logInTries: openTries(database, { kind: 'log-in', limit: limits.logInTries, ...lock }),
    confirmationTries: openTries(database, {
      kind: 'confirmation',
      limit: limits.confirmationTries,
      ...lock,
    }),
  };
}
