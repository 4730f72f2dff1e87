/** What is kept of an institution and of a token that it issued. */
import { isPlainlySeen } from '../../shared/display-name.ts';
import { InstitutionFacts } from '../../shared/institution.ts';
import type { DirectoryEntry, IssuedToken } from '../../shared/protocol.ts';
import type { TokenDetails } from '../core/token.ts';

export function factsOf(entry: DirectoryEntry): InstitutionFacts {
  return InstitutionFacts.parse({ ...entry, ...entry.policy });
}

export function detailsOf(token: IssuedToken, entry: DirectoryEntry): TokenDetails {
  const { otp } = token;
  return {
    institution: factsOf(entry),
    kind: kindOf(token, entry),
    userId: token.sub,
    otp: { algorithm: otp.algorithm, digits: otp.digits, periodSeconds: otp.period },
    addition: '',
    introduced: false,
    inUse: false,
    issuedAt: token.issuedAt,
    expiresAt: token.expiresAt,
  };
}

/**
 * An institution may call one kind of its tokens otherwise than itself (「…EB」). That is its own word, and
 * stands beside the name of the directory, never in its place.
 */
function kindOf({ displayName }: IssuedToken, { name }: DirectoryEntry): string {
  if ([name.ja, name.en, name.kana].includes(displayName)) return '';
  const kind = displayName.startsWith(name.ja) ? displayName.slice(name.ja.length) : displayName;
  return isPlainlySeen(kind) ? kind.trim() : '';
}

/**
 * By the directory where it still knows them: what stands outside a record's seal is not proved, and may
 * give a telephone number or an address that is somebody else's.
 */
export function asListed(
  directory: { find: (serviceId: string) => DirectoryEntry | undefined },
  institution: InstitutionFacts,
): InstitutionFacts {
  const entry = directory.find(institution.serviceId);
  return entry === undefined ? institution : factsOf(entry);
}
