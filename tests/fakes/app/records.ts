/** A token and an attempt as the store keeps them, with nothing real in them. */
import type { Attempt } from '../../../electron/core/attempt.ts';
import type { TokenDetails } from '../../../electron/core/token.ts';
import type { InstitutionFacts } from '../../../shared/institution.ts';

export const akagi: InstitutionFacts = {
  serviceId: '10010017',
  name: { ja: 'あかぎ信用組合', en: 'Akagi Credit Cooperative' },
  issuerUrl: 'http://127.0.0.1:1/akagi/issuer',
  bankUrl: 'http://127.0.0.1:1/akagi/',
  tel: '0120-000-000',
  hours: { ja: '平日 9:00〜17:00', en: 'Weekdays 9:00–17:00' },
  color: '#7a1f2b',
  mark: 'あ',
  waitSeconds: 8,
};

/** RFC 4226's own secret. */
export const rfcSecret = () => new TextEncoder().encode('12345678901234567890');

export function tokenDetails(change: Partial<TokenDetails> = {}): TokenDetails {
  return {
    institution: akagi,
    kind: '',
    userId: '7K3M9QX2TB',
    otp: { algorithm: 'SHA1', digits: 6, periodSeconds: 60 },
    addition: '',
    introduced: false,
    inUse: false,
    issuedAt: 0,
    expiresAt: 4_000_000_000_000,
    ...change,
  };
}

export function attempt(change: Partial<Attempt> = {}): Attempt {
  return {
    id: 'a'.repeat(32),
    state: 'sending',
    institution: akagi,
    userId: '7K3M9QX2TB',
    startedAt: 1,
    requestBody: 'a.b.c.d.e',
    deviceKey: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', d: 'd' },
    tokenId: null,
    renews: null,
    refusal: null,
    ...change,
  };
}
