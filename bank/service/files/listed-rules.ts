/** What each member of the directory must be that an institution says of itself (docs/activation-protocol.md, Directory). */
import type { DirectoryEntry } from '../../../shared/protocol.ts';

type Listed = Omit<DirectoryEntry, 'issuerUrl' | 'bankUrl' | 'encryptionKeys' | 'signingKeys'>;

export const listedRules: Record<keyof Listed | `policy.${keyof Listed['policy']}`, string> = {
  serviceId: 'must be 8 digits as text, in quotes; not 12345678, with which the app practises.',
  name: 'is needed in Japanese (ja), kana (kana) and English (en), 1 to 100 characters each, not blanks alone, without line breaks and characters that nobody sees.',
  tel: 'must be 6 to 20 of digits and hyphens; a + may stand first.',
  hours:
    'is needed in Japanese (ja) and English (en), 1 to 100 characters each, not blanks alone, without line breaks and characters that nobody sees.',
  color: 'must be #rrggbb in small letters, in quotes.',
  mark: 'must be one or two characters that are seen.',
  logo: 'is no logo that may be signed: an SVG or a still PNG (32 to 512 pixels each way) of at most 8,192 bytes, the SVG of shapes alone (docs/activation-protocol.md, Logos).',
  policy: 'must hold what the institution chooses: passwordLength, waitSeconds, passcodeRequired.',
  'policy.passwordLength':
    'is how many digits an activation password has: min and max from 4 to 8, min not above max.',
  'policy.waitSeconds':
    'is in how many last seconds the app offers to wait: a whole number from 0 to 30.',
  'policy.passcodeRequired': 'must be true or false, without quotes.',
};
