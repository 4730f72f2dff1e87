/** The same as rules-ja.ts in English. */
import { listedRules } from '../../../bank/service/files/listed-rules.ts';
import type { RuleName } from './rules-ja.ts';

export const rulesEn: Record<RuleName, string> = {
  ...listedRules,
  days: 'is how many days the list lives: a whole number from 1 to 366.',
  institutions: 'must be a list of 1 to 10,000 institutions.',
  issuerUrl: 'must be an https: address of at most 200 characters, without a final slash, ? and #.',
  bankUrl: 'must be an https: address of at most 200 printable ASCII characters, without #.',
  encryptionKeys:
    'must be a list of 1 to 8 public keys of P-256 (kty, crv, x, y, kid); kid has 1 to 64 characters.',
  signingKeys:
    'must be a list of 1 to 8 public keys of P-256 (kty, crv, x, y, kid); kid has 1 to 64 characters.',
  app: 'is the newest version of the app; have "vendor app" make it.',
  'app.version': 'must be three numbers like 1.2.3, of at most 5 digits, without leading zeros.',
  'app.minimum': 'must be three numbers like 1.2.3, of at most 5 digits, without leading zeros.',
  'app.releasedAt': 'must be the time of the release in seconds since 1970.',
  'app.notesUrl': 'must be an https: address of at most 200 characters, without #.',
  'app.platforms':
    'must give url (https:), size and sha512 (base64) for win32-x64, win32-arm64, darwin-universal or linux-x64.',
};
