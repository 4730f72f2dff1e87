/** One institution's parts as its internet banking knows them: the issuer's, and what log-in needs. */
import type { KeyObject } from 'node:crypto';
import { rules } from './issuer/rules.ts';
import { openTries } from './issuer/storage/tries.ts';
import type { Tries } from './issuer/storage/tries.ts';
import { openTenant } from './issuer/tenant.ts';
import type { BankParts, Tenant } from './issuer/tenant.ts';
import type { Institution } from './issuer/institution.ts';

export type BankTenant = Tenant & {
  sessionKey: KeyObject;
  logInTries: Tries;
  confirmationTries: Tries;
};

export function openBankTenant(institution: Institution, parts: BankParts): BankTenant {
  const { database, keys, now } = parts;
  const { slug } = institution;
  const lock = { forgetAfterMs: rules.lockMs, key: keys.derive(`${slug}|tries`), now };
  return {
    ...openTenant(institution, parts),
    sessionKey: keys.derive(`${slug}|sessions`),
    logInTries: openTries(database, { kind: 'log-in', limit: rules.logInTries, ...lock }),
    confirmationTries: openTries(database, {
      kind: 'confirmation',
      limit: rules.confirmationTries,
      ...lock,
    }),
  };
}
