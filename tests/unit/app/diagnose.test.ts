/** The diagnosis: one finding for each part, and a code that holds nothing of the customer's. */
import { expect, test } from 'vitest';
import { diagnose } from '../../../electron/use-cases/diagnose.ts';
import { AppError } from '../../../shared/errors.ts';
import { appRelease, blocked, first, ready } from '../../fakes/samples.ts';

const ports = {
  reachDirectory: () => Promise.resolve(),
  usesProxy: () => Promise.resolve(false),
  directoryExpired: () => false,
  release: () => null,
  codeOf: (error: unknown) => (error instanceof AppError ? error.code : 'internal'),
  clock: () => ({ offsetMs: 0, checkedAt: 1, doubt: 'none' as const, question: null }),
  appVersion: '0.1.0',
  platform: 'win32',
};

test('where all is well every mark is good', async () => {
  const { findings, supportCode } = await diagnose(ready({ tokens: [first] }), ports);
  expect(new Set(findings.map(({ mark }) => mark))).toEqual(new Set(['good']));
  expect(findings.map(({ part }) => part)).toEqual([
    'clock',
    'keyStore',
    'database',
    'network',
    'proxy',
    'directory',
    'updates',
  ]);
  expect(supportCode).toBe('0.1.0-W-C0K0D0N0P0I0U0');
});

test('what is in the way is told with its number', async () => {
  const { findings, supportCode } = await diagnose(blocked('key-store-locked'), {
    ...ports,
    reachDirectory: () => Promise.reject(new AppError('offline')),
    usesProxy: () => Promise.resolve(true),
    directoryExpired: () => true,
    clock: () => ({ offsetMs: null, checkedAt: null, doubt: 'unchecked', question: null }),
  });
  expect(findings.map(({ finding }) => finding)).toEqual([
    'clockUnchecked',
    'keyStoreFailed',
    'notOpened',
    'offline',
    'proxyUsed',
    'directoryExpired',
    'updatesByHand',
  ]);
  expect(supportCode).toBe('0.1.0-W-C1K2D1N2P0I2U0-E502-E201-E107');
});

test('a list that came and can’t be read is no fault of the network', async () => {
  const { findings, supportCode } = await diagnose(ready(), {
    ...ports,
    reachDirectory: () => Promise.reject(new AppError('directory-unreadable')),
  });
  expect(findings.map(({ finding }) => finding)).toContain('online');
  expect(findings.map(({ finding }) => finding)).toContain('directoryUnreadable');
  expect(supportCode).toBe('0.1.0-W-C0K0D0N0P0I2U0-E115');
});

test.each([
  ['0.2.0', '0.1.0', 'newerVersion', 'caution', null, '0.2.0'],
  ['0.2.0', '0.2.0', 'versionTooOld', 'bad', 'app-too-old', '0.2.0'],
  ['0.1.0', '0.1.0', 'newest', 'good', null, null],
  ['0.0.9', '0.0.1', 'newest', 'good', null, null],
] as const)(
  'of %s, with %s the oldest that is wanted, 0.1.0 is told that it is: %s',
  async (version, minimum, finding, mark, code, newerVersion) => {
    const found = await diagnose(ready(), {
      ...ports,
      release: () => appRelease({ version, minimum }),
    });
    expect(found.findings.at(-1)).toEqual({ part: 'updates', finding, mark, code });
    expect(found.newerVersion).toBe(newerVersion);
  },
);

test.each([
  [{ offsetMs: -182_000, doubt: 'none' as const }, 'clockCorrected'],
  [{ offsetMs: 4_999, doubt: 'none' as const }, 'clockRight'],
  [{ offsetMs: 0, doubt: 'wrong' as const }, 'clockWrong'],
])('a clock of %j is told as %s', async (clock, finding) => {
  const { findings } = await diagnose(ready(), {
    ...ports,
    clock: () => ({ checkedAt: 1, question: null, ...clock }),
  });
  expect(findings[0]?.finding).toBe(finding);
});
