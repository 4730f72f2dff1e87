/** Sample institutions, tokens and states for tests and pictures of the page. */
import type { AppRelease } from '../../shared/protocol-values.ts';
import { sampleLogos } from '../../bank/service/sample-logos.ts';
import type {
  Blocked,
  Institution,
  Locked,
  OpenToken,
  PendingActivation,
  Ready,
  Settings,
  Token,
  Update,
  View,
} from '../../shared/state.ts';
import { defaultSettings } from '../../shared/default-settings.ts';
import type { ErrorCode } from '../../shared/errors.ts';

const hours = { ja: '平日 9:00～17:00', en: 'Mon–Fri 9:00–17:00' };

export const akagi: Institution = {
  serviceId: '10010017',
  name: { ja: 'あかぎ信用組合', en: 'Akagi Credit Union' },
  tel: '0120-000-017',
  hours,
  bankUrl: 'https://bank.example/akagi/',
  color: '#5b478f',
  mark: 'あ',
  logo: sampleLogos.akagi,
};

export const haruna: Institution = {
  serviceId: '10010025',
  name: { ja: 'はるな信用組合', en: 'Haruna Credit Union' },
  tel: '0120-000-025',
  hours,
  bankUrl: 'https://bank.example/haruna/',
  color: '#1d5c86',
  mark: 'は',
  logo: sampleLogos.haruna,
};

const { logo: _drawn, ...unmarked } = akagi;

/** The longest that a directory is likely to hold. */
export const longNamed: Institution = {
  ...unmarked,
  serviceId: '10010033',
  name: {
    ja: '東日本県央地域商工業者信用協同組合連合会',
    en: 'Central Eastern Prefectures Traders’ Federation of Credit Cooperatives',
  },
  bankUrl: 'https://internet-banking.long-name-of-the-federation.example/individual/',
  color: '#f2c94c',
  mark: '県央',
};

/** 10:00:18 in Japan: a code of the minute has 42 seconds left. */
export const sampleNow = Date.UTC(2026, 3, 1, 1, 0, 18);

export const sampleView: View = {
  settings: defaultSettings,
  bound: [],
  settingsDamaged: false,
  menuChoice: null,
  update: { step: 'none' },
};

type Newer = Exclude<Update, { step: 'none' }>;
const aboutUpdate = {
  version: '0.2.0',
  notesUrl: 'https://vendor.example/releases/',
  isTooOld: false,
};

/** What the app does about version 0.2.0. */
export function update(
  step: DistributiveOmit<Newer, keyof typeof aboutUpdate>,
  change: Partial<typeof aboutUpdate> = {},
): Newer {
  return { ...aboutUpdate, ...step, ...change };
}
type DistributiveOmit<T, K extends keyof T> = T extends unknown ? Omit<T, K> : never;

export function view(change: Partial<Settings> = {}): View {
  return { ...sampleView, settings: { ...sampleView.settings, ...change } };
}

export function blocked(code: ErrorCode): Blocked {
  return { status: 'blocked', view: sampleView, code, unsealed: [], final: false };
}

export function locked(change: Partial<Locked> = {}): Locked {
  const unsealed = [{ institution: akagi, maskedUserId: '7K******TB' }];
  return {
    status: 'locked',
    view: sampleView,
    retryAt: null,
    triesLeft: 5,
    touchId: false,
    unsealed,
    ...change,
  };
}

export function token(change: Partial<Token> & { id: string }): Token {
  const institution = change.institution ?? akagi;
  const { ja, en } = institution.name;
  const rest = change.addition ? ` ${change.addition}` : '';
  return {
    institution,
    name: { ja: ja + rest, en: en + rest },
    addition: '',
    kind: '',
    maskedUserId: '7K******TB',
    condition: 'usable',
    expiresAt: Date.UTC(2031, 2, 31, 14, 59, 59),
    renewal: null,
    unlistedSince: null,
    introduction: null,
    firstUse: null,
    ...change,
  };
}

/** Thirty-two hexadecimal digits that end in a number. */
export function id(number: number): string {
  return number.toString(16).padStart(32, '0');
}

export const first = token({ id: id(1) });
export const second = token({ id: id(2), institution: haruna, addition: '本店用' });

export function openToken(change: Partial<OpenToken> = {}): OpenToken {
  return {
    id: first.id,
    code: '492039',
    codeExpiresAt: sampleNow + 42_000,
    periodSeconds: 60,
    waitSeconds: 8,
    ...change,
  };
}

export function pendingActivation(change: Partial<PendingActivation> = {}): PendingActivation {
  return {
    id: id(9),
    institution: akagi,
    serviceId: akagi.serviceId,
    userId: '7K2M9QX4TB',
    startedAt: sampleNow - 60_000,
    sending: false,
    isRefused: false,
    isUnreadable: false,
    code: 'offline',
    triesLeft: null,
    retryAt: null,
    ...change,
  };
}

export function appRelease(change: Partial<AppRelease> = {}): AppRelease {
  return {
    version: '0.2.0',
    minimum: '0.1.0',
    releasedAt: sampleNow / 1000,
    notesUrl: 'https://vendor.example/releases/',
    platforms: {},
    ...change,
  };
}

export function ready(change: Partial<Ready> = {}): Ready {
  return {
    status: 'ready',
    view: sampleView,
    tokens: [],
    lastTokenId: null,
    openToken: null,
    pending: [],
    clock: { offsetMs: 0, checkedAt: sampleNow, doubt: 'none', question: null },
    passcode: { isSet: false, isRequired: false, touchId: 'absent' },
    link: null,
    notices: [],
    appVersion: '0.1.0',
    ...change,
  };
}
