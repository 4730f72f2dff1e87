/** What is kept of an institution and of a token that it issued. */
import { InstitutionFacts } from '../../shared/institution.ts';
import type { DirectoryEntry, IssuedToken } from '../../shared/protocol.ts';
import type { TokenDetails } from '../core/token.ts';

export function factsOf(entry: DirectoryEntry): InstitutionFacts {
  return InstitutionFacts.parse({ ...entry, ...entry.policy });
}

export function detailsOf(token: IssuedToken, entry: DirectoryEntry): TokenDetails {
  const institution = factsOf(entry);
  const { displayName, otp } = token;
  // An institution may call one kind of token otherwise than itself (「…EB」).
  const name =
    displayName === entry.name.ja ? institution.name : { ja: displayName, en: displayName };
  return {
    institution: { ...institution, name },
    userId: token.sub,
    otp: { algorithm: otp.algorithm, digits: otp.digits, periodSeconds: otp.period },
    addition: '',
    introduced: false,
    issuedAt: token.issuedAt,
    expiresAt: token.expiresAt,
  };
}
