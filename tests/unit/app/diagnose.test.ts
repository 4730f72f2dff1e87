/** The diagnosis: one finding for each part, and a code that holds nothing of the customer's. */
import { expect, test } from 'vitest';
import { diagnose } from '../../../electron/use-cases/diagnose.ts';
import { AppError } from '../../../shared/errors.ts';
import { blocked, first, ready } from '../../fakes/samples.ts';

const ports = {
  reachDirectory: () => Promise.resolve(),
  usesProxy: () => Promise.resolve(false),
  directoryExpired: () => false,
  standing: () => 'unknown' as const,
  codeOf: (error: unknown) => (error instanceof AppError ? error.code : 'internal'),
  clock: () => ({ offsetMs: 0, checkedAt: 1, doubt: 'none' as const, question: null }),
  policy: null,
  policyTrouble: null,
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
    'updatesUnknown',
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
  ['older', 'newerVersion', 'caution', null],
  ['tooOld', 'versionTooOld', 'bad', 'app-too-old'],
  ['newest', 'newest', 'good', null],
  ['unknown', 'updatesUnknown', 'good', null],
  ['off', 'updatesOff', 'good', null],
] as const)('a version that is %s is told as %s', async (standing, finding, mark, code) => {
  const found = await diagnose(ready(), { ...ports, standing: () => standing });
  expect(found.findings.at(-1)).toEqual({ part: 'updates', finding, mark, code });
});

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

test('what the institution has set is told where there is something', async () => {
  const policy = { members: [{ name: 'updates' as const, value: 'off' }], problems: [] };
  const found = await diagnose(ready(), { ...ports, standing: () => 'off', policy });
  const told = found.findings.slice(-2).map(({ finding }) => finding);
  expect(told).toEqual(['updatesOff', 'policySet']);
  expect(found.supportCode).toBe('0.1.0-W-C0K0D0N0P0I0U0S0');
});

const refused = { members: [], problems: [{ name: 'updates', kind: 'refused' as const }] };

test.each([
  ['policyRefused', refused, null],
  ['policyUnreadable', null, 'unreadable' as const],
  ['policyUnprotected', null, 'unprotected' as const],
])('a policy that can’t be used as it is, is told: %s', async (finding, policy, policyTrouble) => {
  const { findings } = await diagnose(ready(), { ...ports, policy, policyTrouble });
  expect(findings.at(-1)).toEqual({ part: 'policy', finding, mark: 'caution', code: null });
});
