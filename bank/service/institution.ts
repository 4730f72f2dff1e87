/** The sample institutions of this reference: what one chooses for itself, apart from its keys. */
import type { DirectoryEntry, OtpParameters } from '../../shared/protocol.ts';
import { sampleLogos } from './sample-logos.ts';

/** What the directory tells of it, apart from keys and addresses. */
type Listed = Omit<DirectoryEntry, 'issuerUrl' | 'bankUrl' | 'encryptionKeys' | 'signingKeys'>;

export type Institution = Listed & {
  /** First part of the path under which its site and its issuing server stand. */
  slug: string;
  mailFrom: string;
  otp: Pick<OtpParameters, 'algorithm' | 'digits'> & { secretBytes: number };
  tokenLifeDays: number;
  /** Older apps activate and renew nothing. */
  oldestApp: string;
};

/** What both samples have chosen alike. */
const alike = {
  hours: { ja: '平日 9:00～17:00', en: 'Weekdays 9:00–17:00 (JST)' },
  tokenLifeDays: 5 * 365,
  oldestApp: '0.0.0',
  policy: { passwordLength: { min: 4, max: 8 }, waitSeconds: 8, passcodeRequired: false },
};

export const institutions: readonly Institution[] = [
  {
    ...alike,
    slug: 'akagi',
    serviceId: '10010017',
    name: { ja: 'あかぎ信用組合', kana: 'アカギシンヨウクミアイ', en: 'Akagi Credit Union' },
    tel: '0120-000-111',
    color: '#5b478f',
    mark: 'あ',
    logo: sampleLogos.akagi,
    mailFrom: 'otp@akagi.example',
    otp: { algorithm: 'SHA1', digits: 6, secretBytes: 20 },
  },
  {
    ...alike,
    slug: 'haruna',
    serviceId: '10020025',
    name: { ja: 'はるな信用組合', kana: 'ハルナシンヨウクミアイ', en: 'Haruna Credit Union' },
    tel: '0120-000-222',
    color: '#1d5c86',
    mark: 'は',
    logo: sampleLogos.haruna,
    mailFrom: 'otp@haruna.example',
    otp: { algorithm: 'SHA256', digits: 8, secretBytes: 32 },
  },
];
