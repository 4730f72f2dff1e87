/** Every screen of the page in every state worth looking at. */
import type { Page } from '@playwright/test';
import type { ErrorCode, ErrorFacts } from '../../shared/errors.ts';
import type { Reply, State } from '../../shared/contract.ts';
import type { BridgeScript } from '../fakes/bridge.ts';
import {
  akagi,
  first,
  haruna,
  id,
  longNamed,
  openToken,
  pendingActivation,
  ready,
  sampleNow,
  second,
  token,
} from '../fakes/samples.ts';

export type Scene = {
  /** Screen number and what is seen on it: `A01-filled`. */
  name: string;
  state: State;
  replies?: BridgeScript['replies'];
  act?: (page: Page) => Promise<void>;
  /** Of the window, in pixels; 400 × 720 unless said. */
  size?: { width: number; height: number };
};

function refused(code: ErrorCode, facts: ErrorFacts = {}): Reply<never> {
  return { ok: false, code, facts };
}

async function fillForm(page: Page, serviceId = akagi.serviceId): Promise<void> {
  const inputs = page.locator('.field input');
  await inputs.nth(0).fill(serviceId);
  await inputs.nth(1).fill('7k2m 9qx4 tb');
  await inputs.nth(2).fill('１２３４５６');
  await page.getByRole('checkbox').check();
  await page.locator('.screen-body').evaluate((body) => body.scrollTo(0, 0));
}

async function send(page: Page): Promise<void> {
  await fillForm(page);
  await page.locator('.primary').click();
}

const openSettings = (page: Page) => page.locator('.settings').click();
const menuEntry = async (page: Page, at: number) => {
  await openSettings(page);
  await page.locator('.menu button').nth(at).click();
};
const next = (page: Page) => page.locator('.primary').click();

const introduced = token({ id: id(1), introduction: { checkNumber: '804317' } });
const introducing = ready({ tokens: [introduced] });
const shown = ready({ tokens: [first], openToken: openToken() });
const both = ready({ tokens: [first, second] });
const ten = ready({
  tokens: [
    first,
    second,
    token({ id: id(3), institution: longNamed, addition: '家族の分の口座用' }),
    token({ id: id(4), addition: '_2' }),
    token({ id: id(5), institution: haruna, condition: 'expired' }),
    token({ id: id(6), institution: haruna, condition: 'unreadable' }),
    token({ id: id(7), condition: 'released' }),
    token({ id: id(8), addition: '(本店用)' }),
    token({ id: id(9), institution: haruna, introduction: null }),
    token({ id: id(10), institution: longNamed }),
  ],
});

const activationFailures: Scene[] = (
  [
    ['wrong-credentials', { triesLeft: 3 }],
    ['already-activated', {}],
    ['offline', {}],
    ['unproven-answer', {}],
    ['busy', { retryAt: sampleNow + 3_600_000 }],
  ] as [ErrorCode, ErrorFacts][]
).map(([code, facts]) => ({
  name: `A01-${code}`,
  state: ready(),
  replies: { activate: refused(code, facts) },
  act: send,
}));

const blockedCodes: ErrorCode[] = [
  'key-store-absent',
  'key-store-locked',
  'key-store-changed',
  'database-damaged',
  'database-newer',
  'database-busy',
  'database-read-only',
  'disk-full',
  'storage-failed',
];

export const scenes: Scene[] = [
  { name: 'A01-empty', state: ready() },
  { name: 'A01-filled', state: ready(), act: (page) => fillForm(page) },
  {
    name: 'A01-unknown-service',
    state: ready(),
    act: (page) => fillForm(page, '99999999'),
  },
  { name: 'A01-sending', state: ready(), replies: { activate: 'never' }, act: send },
  ...activationFailures,
  { name: 'A01-pending', state: ready({ pending: [pendingActivation()] }) },
  { name: 'A01-resending', state: ready({ pending: [pendingActivation({ sending: true })] }) },
  {
    name: 'A01-withdraw',
    state: ready({ pending: [pendingActivation()] }),
    act: (page) => page.locator('.notice .quiet').click(),
  },
  {
    name: 'A01-mail',
    state: ready(),
    act: (page) => page.locator('.screen-body > .secondary').click(),
  },
  {
    name: 'A01-mail-not-found',
    state: ready(),
    replies: { readMail: { ok: true, value: null } },
    act: async (page) => {
      await page.locator('.screen-body > .secondary').click();
      await page.locator('textarea').fill('こんにちは');
      await page.locator('dialog .secondary').click();
    },
  },
  { name: 'A01-wide', state: ready(), size: { width: 1000, height: 700 } },
  { name: 'A02-empty', state: shown, act: (page) => menuEntry(page, 0) },
  { name: 'A03-first', state: introducing },
  {
    name: 'A03-added',
    state: ready({
      tokens: [first, { ...second, introduction: { checkNumber: '120953' } }],
      clock: { offsetMs: -182_000, checkedAt: sampleNow },
    }),
  },
  { name: 'A04-empty', state: introducing, act: next },
  {
    name: 'A04-filled',
    state: introducing,
    act: async (page) => {
      await next(page);
      await page.locator('.field input').fill('本店用');
    },
  },
  {
    name: 'A04-refused',
    state: introducing,
    replies: { previewName: refused('name-refused') },
    act: async (page) => {
      await next(page);
      await page.locator('.field input').fill('とても長い追加の文言です');
    },
  },
  {
    name: 'A05',
    state: introducing,
    act: async (page) => {
      await next(page);
      await next(page);
    },
  },
  { name: 'A06', state: shown },
  { name: 'A06-wide', state: shown, size: { width: 1000, height: 700 } },
  { name: 'A06-tall', state: shown, size: { width: 620, height: 1000 } },
  { name: 'A06-narrow', state: shown, size: { width: 360, height: 560 } },
  { name: 'A06-copied', state: shown, act: next },
  {
    name: 'A06-ending',
    state: ready({
      tokens: [first],
      openToken: openToken({ codeExpiresAt: sampleNow + 7_000 }),
    }),
  },
  {
    name: 'A06-waiting',
    state: ready({
      tokens: [first],
      openToken: openToken({ codeExpiresAt: sampleNow + 5_000 }),
    }),
    act: next,
  },
  {
    name: 'A06-changing',
    state: ready({ tokens: [first], openToken: openToken({ codeExpiresAt: sampleNow - 10 }) }),
  },
  {
    name: 'A06-eight-digits',
    state: ready({ tokens: [first], openToken: openToken({ code: '04920398' }) }),
  },
  {
    name: 'A06-long-name-expiring-clock',
    state: ready({
      tokens: [
        token({
          id: first.id,
          institution: longNamed,
          addition: '家族の分の口座用',
          expiresAt: sampleNow + 20 * 86_400_000,
        }),
        second,
      ],
      openToken: openToken(),
      clock: { offsetMs: 75_000, checkedAt: sampleNow },
    }),
  },
  {
    name: 'A06-asked',
    state: shown,
    act: (page) => page.locator('.screen-body > .secondary').click(),
  },
  { name: 'A07-two', state: both },
  { name: 'A07-ten', state: ten },
  {
    name: 'A07-pending',
    state: ready({ ...both, pending: [pendingActivation({ institution: haruna })] }),
  },
  { name: 'A07-only-one-expired', state: ready({ tokens: [{ ...first, condition: 'expired' }] }) },
  { name: 'A08', state: shown, act: openSettings },
  { name: 'A09-choose', state: both, act: (page) => menuEntry(page, 1) },
  {
    name: 'A09',
    state: ready({
      tokens: [token({ id: first.id, addition: '本店用' })],
      openToken: openToken(),
    }),
    act: (page) => menuEntry(page, 1),
  },
  ...blockedCodes.map((code): Scene => ({
    name: `A18-${code}`,
    state: { status: 'blocked', code },
  })),
  {
    name: 'A18-tried-again',
    state: { status: 'blocked', code: 'key-store-locked' },
    act: next,
  },
];
