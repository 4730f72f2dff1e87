/** The same as rules-ja.ts in English. */
import type { RuleName } from './rules-ja.ts';

const localized =
  'is needed in Japanese (ja) and English (en), 1 to 100 characters each, without line breaks and characters that nobody sees.';

export const rulesEn: Record<RuleName, string> = {
  days: 'is how many days the list lives: a whole number from 1 to 366.',
  institutions: 'must be a list of 1 to 10,000 institutions.',
  serviceId: 'must be 8 digits as text, in quotes; not 12345678, with which the app practises.',
  name: 'is needed in Japanese (ja), kana (kana) and English (en), 1 to 100 characters each, without line breaks and characters that nobody sees.',
  issuerUrl: 'must be an https: address of at most 200 characters, without a final slash, ? and #.',
  bankUrl: 'must be an https: address of at most 200 printable ASCII characters, without #.',
  tel: 'must be 6 to 20 of digits and hyphens; a + may stand first.',
  hours: localized,
  color: 'must be #rrggbb in small letters, in quotes.',
  mark: 'must be one or two characters that are seen.',
  logo: 'is no logo that may be signed: an SVG or a still PNG (32 to 512 pixels each way) of at most 8,192 bytes, the SVG of shapes alone (docs/activation-protocol.md, Logos).',
  encryptionKeys:
    'must be a list of 1 to 8 public keys of P-256 (kty, crv, x, y, kid); kid has 1 to 64 characters.',
  signingKeys:
    'must be a list of 1 to 8 public keys of P-256 (kty, crv, x, y, kid); kid has 1 to 64 characters.',
  policy: 'must hold what the institution chooses: passwordLength, waitSeconds, passcodeRequired.',
  'policy.passwordLength':
    'is how many digits an activation password has: min and max from 4 to 8, min not above max.',
  'policy.waitSeconds':
    'is in how many last seconds the app offers to wait: a whole number from 0 to 30.',
  'policy.passcodeRequired': 'must be true or false, without quotes.',
  app: 'is the newest version of the app; have "vendor app" make it.',
  'app.version': 'must be three numbers like 1.2.3, of at most 5 digits, without leading zeros.',
  'app.minimum': 'must be three numbers like 1.2.3, of at most 5 digits, without leading zeros.',
  'app.releasedAt': 'must be the time of the release in seconds since 1970.',
  'app.notesUrl': 'must be an https: address of at most 200 characters, without #.',
  'app.platforms':
    'must give url (https:), size and sha512 (base64) for win32-x64, win32-arm64, darwin-universal or linux-x64.',
};
