/** One institution's parts as its internet banking knows them: the issuer's, and what log-in needs. */
import type { KeyObject } from 'node:crypto';
import { openTries } from './service/storage/tries.ts';
import type { Tries } from './service/storage/tries.ts';
import { openTenant } from './issuer/tenant.ts';
import type { Tenant, TenantParts } from './issuer/tenant.ts';
import { queueLetters } from './mail/letters.ts';
import type { Institution } from './service/institution.ts';

export type BankTenant = Tenant & {
  sessionKey: KeyObject;
  logInTries: Tries;
  confirmationTries: Tries;
};

export function openBankTenant(institution: Institution, parts: TenantParts): BankTenant {
  const { database, keys, now } = parts;
  const { slug } = institution;
  const issuer = openTenant(institution, {
    ...parts,
    issueWatch: queueLetters(database, slug, now),
  });
  const { limits } = issuer;
  const lock = {
    forgetAfterMs: limits.lockMinutes * 60_000,
    key: keys.derive(`${slug}|tries`),
    now,
  };
  return {
    ...issuer,
    sessionKey: keys.derive(`${slug}|sessions`),
    logInTries: openTries(database, { kind: 'log-in', limit: limits.logInTries, ...lock }),
    confirmationTries: openTries(database, {
      kind: 'confirmation',
      limit: limits.confirmationTries,
      ...lock,
    }),
  };
}
