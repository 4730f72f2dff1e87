/** Every screen of the page in every state worth looking at. */
import type { Page } from '@playwright/test';
import type { ErrorCode, ErrorFacts } from '../../shared/errors.ts';
import type { Diagnosis, Reply } from '../../shared/contract.ts';
import { enlarged, miniSize } from '../../electron/core/window-size.ts';
import type { OpenToken, Ready, Settings, State, View } from '../../shared/state.ts';
import type { BridgeScript, FakeBridge } from '../fakes/app/bridge.ts';
import {
  akagi,
  blocked,
  first,
  haruna,
  id,
  locked,
  longNamed,
  openToken,
  pendingActivation,
  ready,
  sampleNow,
  second,
  sampleView,
  token,
  update,
  view,
} from '../fakes/samples.ts';

type WithBridge = { bridge: FakeBridge };

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

/** From A00 to A01, where the page is on it. */
export async function passWelcome(page: Page): Promise<void> {
  if (await page.locator('.welcome').isVisible()) await page.locator('.primary').click();
}

/** Both IDs, without going on. */
async function fillIds(page: Page, serviceId = akagi.serviceId): Promise<void> {
  const inputs = page.locator('.field input:visible');
  await inputs.nth(0).fill(serviceId);
  await inputs.nth(1).fill('7k2m 9qx4 tb');
}

async function fillForm(page: Page): Promise<void> {
  await fillIds(page);
  await next(page);
  await page.getByRole('checkbox').check();
  await page.locator('.field input:visible').first().fill('１２３４５６');
  await page.locator('.screen-body').evaluate((body) => body.scrollTo(0, 0));
}

async function send(page: Page): Promise<void> {
  await fillForm(page);
  await next(page);
}

const expiring = ready({
  tokens: [
    {
      ...first,
      expiresAt: sampleNow + 20 * 86_400_000,
      renewal: { sending: false, unanswered: false, code: null },
    },
  ],
  openToken: openToken(),
});

/** Does what leads to another screen, and waits until that one stands and has the focus. */
async function leave(page: Page, act: () => Promise<void>): Promise<void> {
  const left = await page.locator('.screen:visible').elementHandle();
  await act();
  await page.waitForFunction(
    (screen) =>
      !screen.checkVisibility() &&
      document.activeElement?.closest('.screen')?.checkVisibility() === true,
    left,
  );
}

/** One that comes by itself, with the screens that are loaded late. */
const openDialog = (page: Page) => page.locator('dialog[open]').waitFor();
const linkIds = { serviceId: akagi.serviceId, userId: '7K2M9QX4TB' };

const openSettings = (page: Page) => leave(page, () => page.locator('.settings').click());
/** By what each is called in either language. */
const entryNames = {
  add: /トークン追加|Add a token/,
  rename: /トークン表示名変更|Rename a token/,
  order: /並べ替え|Change the order/,
  remove: /トークン削除|Delete a token/,
  renew: /有効期限の更新|Renew a token/,
  clock: /時刻の確認|Check the time/,
  display: /画面と文字|Screen and text/,
  diagnosis: /診断|Diagnosis/,
  help: /ヘルプ|Help/,
  terms: /利用規約|Terms of use/,
  about: /バージョン情報|About this app/,
  licences: /ライセンス|Licences/,
  record: /控え|record/,
  passcode: /パスコード|Passcode/,
  practice: /練習用トークン|Practice token/,
};
const press = (page: Page, name: keyof typeof entryNames) =>
  leave(page, () => page.locator('.menu').getByRole('button', { name: entryNames[name] }).click());
const menuEntry = async (page: Page, name: keyof typeof entryNames) => {
  await openSettings(page);
  await press(page, name);
};
const helpEntry = async (page: Page, name: keyof typeof entryNames) => {
  await menuEntry(page, 'help');
  await press(page, name);
};
const next = (page: Page) => page.locator('.primary:visible').click();

/** 同じでした, まだ見ていない, 違います. */
const compare = (page: Page, answer: 0 | 1 | 2) => page.getByRole('radio').nth(answer).check();
async function passNumber(page: Page): Promise<void> {
  await compare(page, 0);
  await next(page);
}

/** As far as A03. */
async function practise(page: Page): Promise<void> {
  await helpEntry(page, 'practice');
  const inputs = page.locator('.field input:visible');
  const primary = page.locator('.primary:visible');
  await inputs.nth(0).fill('12345678');
  await inputs.nth(1).fill('ABCDE12345');
  await primary.click();
  await page.locator('.check input:visible').check();
  await inputs.first().fill('1234');
  await primary.click();
}

/** To the mini window, which main makes small in the real app. */
const getSmall = (page: Page) => leave(page, () => page.keyboard.press('Control+K'));
const openOf = (change: Partial<OpenToken>, tokens = [first]) =>
  ready({ tokens, openToken: openToken(change) });
const withSettings = (state: Ready, change: Partial<Settings>): Ready => ({
  ...state,
  view: view(change),
});

const introduced = token({ id: id(1), introduction: { checkNumber: '804317' } });
const introducing = ready({ tokens: [introduced] });
const shown = ready({ tokens: [first], openToken: openToken() });
const both = ready({ tokens: [first, second] });
/** With a newer version of the app, in one of its steps. */
const newer = (...step: Parameters<typeof update>): Ready => ({
  ...shown,
  view: { ...sampleView, update: update(...step) },
});
const longToken = token({
  id: id(3),
  institution: longNamed,
  addition: '家族の分の口座用',
});
const ten = ready({
  tokens: [
    first,
    second,
    longToken,
    token({ id: id(4), addition: '_2' }),
    token({ id: id(5), institution: haruna, condition: 'expired' }),
    token({ id: id(6), institution: haruna, condition: 'unreadable' }),
    token({ id: id(7), condition: 'released' }),
    token({ id: id(8), addition: '(本店用)' }),
    token({ id: id(9), institution: haruna, introduction: null }),
    token({ id: id(10), institution: longNamed }),
  ],
});

const healthy: Diagnosis = {
  findings: [
    { part: 'clock', mark: 'good', finding: 'clockCorrected', code: null },
    { part: 'keyStore', mark: 'good', finding: 'keyStoreOpen', code: null },
    { part: 'database', mark: 'good', finding: 'databaseOpen', code: null },
    { part: 'network', mark: 'good', finding: 'online', code: null },
    { part: 'proxy', mark: 'good', finding: 'proxyNone', code: null },
    { part: 'directory', mark: 'good', finding: 'directoryFresh', code: null },
    { part: 'updates', mark: 'good', finding: 'newest', code: null },
  ],
  policy: null,
  supportCode: '0.1.0-W-C0K0D0N0P0I0U0',
};
/** As much as an institution can set on a PC. */
const bound: View['bound'] = ['language', 'autoLockMinutes', 'passcode', 'copying', 'readAloud'];
const withPolicy = (state: Ready): Ready => ({
  ...state,
  view: { ...view({ autoLockMinutes: 10 }), bound },
  passcode: { isSet: true, isRequired: true, touchId: 'absent' },
});
const managed: Diagnosis = {
  ...healthy,
  findings: [
    ...healthy.findings.slice(0, -1),
    { part: 'updates', mark: 'good', finding: 'updatesOff', code: null },
    { part: 'policy', mark: 'caution', finding: 'policyRefused', code: null },
  ],
  policy: {
    members: [
      { name: 'directoryUrl', value: 'https://directory.federation.example/lists/directory.jws' },
      { name: 'directoryRoots', value: 2 },
      { name: 'updates', value: 'off' },
      { name: 'passcodeRequired', value: true },
      { name: 'autoLockMinutes', value: 10 },
      { name: 'copyingAllowed', value: false },
      { name: 'readAloudAllowed', value: false },
    ],
    problems: [
      { name: 'language', kind: 'refused' },
      { name: 'copyAllowed', kind: 'unknown' },
      { name: null, kind: 'unknown' },
    ],
  },
};
const ailing: Diagnosis = {
  findings: [
    { part: 'clock', mark: 'caution', finding: 'clockUnchecked', code: null },
    { part: 'keyStore', mark: 'bad', finding: 'keyStoreFailed', code: 'key-store-locked' },
    { part: 'database', mark: 'caution', finding: 'notOpened', code: null },
    { part: 'network', mark: 'bad', finding: 'offline', code: 'offline' },
    { part: 'proxy', mark: 'good', finding: 'proxyUsed', code: null },
    { part: 'directory', mark: 'bad', finding: 'directoryExpired', code: 'directory-expired' },
    { part: 'updates', mark: 'caution', finding: 'newerVersion', code: null },
  ],
  policy: null,
  supportCode: '0.1.0-W-C1K2D1N2P0I2U0-E502-E201-E107',
};

const older: Diagnosis = {
  ...healthy,
  findings: [
    ...healthy.findings.slice(0, -1),
    { part: 'updates', mark: 'caution', finding: 'newerVersion', code: null },
  ],
  supportCode: '0.1.0-W-C0K0D0N0P0I0U1',
};
const tooOld: Diagnosis = {
  ...healthy,
  findings: [
    ...healthy.findings.slice(0, -1),
    { part: 'updates', mark: 'bad', finding: 'versionTooOld', code: 'app-too-old' },
  ],
  supportCode: '0.1.0-W-C0K0D0N0P0I0U2-E111',
};
const updateScenes: Scene[] = (
  [
    ['told', newer({ step: 'told', isByPolicy: false })],
    ['by-policy', newer({ step: 'told', isByPolicy: true })],
    ['too-old', newer({ step: 'told', isByPolicy: false }, { isTooOld: true })],
    ['fetching', newer({ step: 'fetching', percent: 42 })],
    ['unreachable', newer({ step: 'failed', code: 'update-unreachable' })],
    ['refused', newer({ step: 'failed', code: 'update-refused' })],
    ['disk-full', newer({ step: 'failed', code: 'disk-full' })],
    ['not-installed', newer({ step: 'failed', code: 'update-not-installed' })],
    ['ready', newer({ step: 'ready', restartAt: null })],
    ['waiting', newer({ step: 'ready', restartAt: sampleNow + 42_000 })],
    ['restarting', newer({ step: 'restarting' })],
  ] as const
).map(([name, state]) => ({
  name: `A16-update-${name}`,
  state,
  replies: { diagnose: { ok: true, value: name === 'too-old' ? tooOld : older } },
  act: (page) => menuEntry(page, 'diagnosis'),
}));

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

const unsealed = [
  { institution: akagi, maskedUserId: '7K******TB' },
  { institution: haruna, maskedUserId: 'Q2******9M' },
];

const blockedCodes: ErrorCode[] = [
  'key-store-refused',
  'key-store-hanging',
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

const eachScene: Scene[] = [
  { name: 'A00', state: ready() },
  {
    name: 'A00-clock',
    state: ready({ clock: { offsetMs: 0, checkedAt: sampleNow, doubt: 'wrong', question: null } }),
  },
  {
    name: 'A21',
    state: ready(),
    act: (page) => leave(page, () => page.locator('.welcome > .secondary').click()),
  },
  {
    name: 'A21-institution',
    state: ready(),
    act: async (page) => {
      await passWelcome(page);
      await fillIds(page);
      await page.locator('.column > .quiet').click();
    },
  },
  { name: 'A01-empty', state: ready() },
  { name: 'A01-filled', state: ready(), act: (page) => fillForm(page) },
  { name: 'A01-ids', state: ready(), act: (page) => fillIds(page) },
  {
    name: 'A01-unknown-service',
    state: ready(),
    act: (page) => fillIds(page, '99999999'),
  },
  { name: 'A01-missing', state: ready(), act: next },
  {
    name: 'A01-agreement-missing',
    state: ready(),
    act: async (page) => {
      await fillIds(page);
      await next(page);
      await page.locator('.terms').waitFor();
      await next(page);
    },
  },
  {
    name: 'A01-terms',
    state: ready(),
    act: async (page) => {
      await fillIds(page);
      await next(page);
      await page.locator('.terms button').click();
    },
  },
  { name: 'A01-practice-service', state: ready(), act: (page) => fillIds(page, '12345678') },
  { name: 'A01-sending', state: ready(), replies: { activate: 'never' }, act: send },
  ...activationFailures,
  { name: 'A01-pending', state: ready({ pending: [pendingActivation()] }) },
  { name: 'A01-resending', state: ready({ pending: [pendingActivation({ sending: true })] }) },
  {
    name: 'A01-pending-refused',
    state: ready({
      pending: [pendingActivation({ isRefused: true, code: 'wrong-credentials', triesLeft: 3 })],
    }),
  },
  {
    name: 'A01-pending-unreadable',
    state: ready({ pending: [pendingActivation({ isUnreadable: true, code: null })] }),
  },
  {
    name: 'A01-withdraw',
    state: ready({ pending: [pendingActivation()] }),
    act: (page) => page.locator('.notice .quiet').click(),
  },
  {
    name: 'A01-mail',
    state: ready(),
    act: (page) => page.locator('.screen-body .column > .secondary').click(),
  },
  {
    name: 'A01-mail-not-found',
    state: ready(),
    replies: { readMail: { ok: true, value: [] } },
    act: async (page) => {
      await page.locator('.screen-body .column > .secondary').click();
      await page.locator('textarea').fill('こんにちは');
      await page.locator('dialog .secondary').click();
    },
  },
  {
    name: 'A01-mail-which',
    state: ready(),
    replies: {
      readMail: {
        ok: true,
        value: [
          { serviceId: akagi.serviceId, userId: '7K2M9QX4TB' },
          { serviceId: haruna.serviceId, userId: 'ABCDE12345' },
          { serviceId: '99999999', userId: '0123456789' },
        ],
      },
    },
    act: async (page) => {
      await page.locator('.screen-body .column > .secondary').click();
      await page.locator('textarea').fill('こんにちは');
      await page.locator('dialog .secondary').click();
    },
  },
  { name: 'A01-wide', state: ready(), size: { width: 1000, height: 700 } },
  {
    name: 'A01-wide-missing',
    state: ready(),
    act: next,
    size: { width: 1000, height: 700 },
  },
  {
    name: 'A06-first-use',
    state: ready({
      tokens: [{ ...first, firstUse: { checkNumber: '804317' } }],
      openToken: openToken(),
    }),
  },
  {
    name: 'A06-kind',
    state: ready({ tokens: [{ ...first, kind: 'みずほ銀行 公式' }], openToken: openToken() }),
  },
  { name: 'A02-no-room', state: ten, act: (page) => menuEntry(page, 'add') },
  { name: 'A02-empty', state: shown, act: (page) => menuEntry(page, 'add') },
  { name: 'A03-first', state: introducing },
  { name: 'A03-missing', state: introducing, act: next },
  { name: 'A03-not-yet', state: introducing, act: (page) => compare(page, 1) },
  {
    name: 'A03-differs',
    state: introducing,
    act: async (page) => {
      await compare(page, 2);
      await next(page);
    },
  },
  { name: 'A03-asking', state: introducing, replies: { checkTokenStatus: 'never' } },
  {
    name: 'A03-unknown',
    state: introducing,
    replies: { checkTokenStatus: refused('offline') },
  },
  {
    name: 'A03-ended',
    state: ready({ tokens: [{ ...introduced, condition: 'released' }] }),
  },
  {
    name: 'A03-added',
    state: ready({
      tokens: [first, { ...second, introduction: { checkNumber: '120953' } }],
      clock: { offsetMs: -182_000, checkedAt: sampleNow, doubt: 'none', question: null },
    }),
  },
  { name: 'A04-empty', state: introducing, act: passNumber },
  {
    name: 'A04-filled',
    state: introducing,
    act: async (page) => {
      await passNumber(page);
      await page.locator('.field input').fill('本店用');
    },
  },
  {
    name: 'A04-refused',
    state: introducing,
    replies: { previewName: refused('name-refused') },
    act: async (page) => {
      await passNumber(page);
      await page.locator('.field input').fill('とても長い追加の文言です');
    },
  },
  {
    name: 'A05',
    state: introducing,
    act: async (page) => {
      await passNumber(page);
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
          renewal: { sending: false, unanswered: false, code: null },
        }),
        second,
      ],
      openToken: openToken(),
      clock: { offsetMs: 75_000, checkedAt: sampleNow, doubt: 'none', question: null },
    }),
  },
  {
    name: 'A06-asked',
    state: shown,
    act: (page) => page.locator('.menu button').nth(1).click(),
  },
  { name: 'A06-contrast', state: { ...shown, view: view({ theme: 'contrast' }) } },
  { name: 'A06-300-percent', state: { ...shown, view: view({ textPercent: 300 }) } },
  {
    name: 'A06-no-voice',
    state: shown,
    act: async (page) => {
      await page.locator('.menu button').nth(2).click();
      await page.clock.runFor(2000);
      await page.locator('.menu .notice').waitFor();
    },
  },
  { name: 'A01-practice', state: shown, act: (page) => helpEntry(page, 'practice') },
  { name: 'A03-practice', state: shown, act: practise },
  {
    name: 'A06-practice',
    state: shown,
    async act(page) {
      await practise(page);
      await passNumber(page);
      await next(page);
      await next(page);
    },
  },
  {
    name: 'A06-unlisted',
    state: ready({
      tokens: [{ ...first, unlistedSince: sampleNow - 40 * 86_400_000 }],
      openToken: openToken(),
    }),
  },
  {
    name: 'A06-link',
    state: { ...shown, link: { number: 1, ids: linkIds } },
    act: openDialog,
  },
  {
    name: 'A06-link-malformed',
    state: { ...shown, link: { number: 1, ids: null } },
    act: openDialog,
  },
  {
    name: 'A01-link',
    state: ready(),
    async act(page) {
      await fillForm(page);
      const offered = ready({ link: { number: 1, ids: linkIds } });
      await page.evaluate(
        (state) => (window as unknown as WithBridge).bridge.announce(state),
        offered,
      );
      await openDialog(page);
    },
  },
  { name: 'mini', state: openOf({}), act: getSmall, size: miniSize },
  { name: 'mini-several', state: openOf({}, [first, second]), act: getSmall, size: miniSize },
  {
    name: 'mini-long-name',
    state: openOf({}, [{ ...longToken, id: first.id }, second]),
    act: getSmall,
    size: miniSize,
  },
  {
    name: 'mini-eight-digits',
    state: openOf({ code: '04920398' }),
    act: getSmall,
    size: miniSize,
  },
  {
    name: 'mini-ending',
    state: openOf({ codeExpiresAt: sampleNow + 7_000 }, [first, second]),
    act: getSmall,
    size: miniSize,
  },
  {
    name: 'mini-contrast',
    state: withSettings(openOf({}), { theme: 'contrast', alwaysOnTop: true }),
    act: getSmall,
    size: miniSize,
  },
  {
    name: 'mini-300-percent',
    state: withSettings(openOf({}, [first, second]), { textPercent: 300 }),
    act: getSmall,
    size: enlarged(miniSize, 300),
  },
  {
    name: 'mini-300-percent-small-display',
    state: withSettings(openOf({}, [first, second]), { textPercent: 300 }),
    act: getSmall,
    size: { width: 902, height: 428 },
  },
  { name: 'A07-two', state: both },
  { name: 'A07-ten', state: ten },
  {
    name: 'A07-pending',
    state: ready({ ...both, pending: [pendingActivation({ institution: haruna })] }),
  },
  { name: 'A07-only-one-expired', state: ready({ tokens: [{ ...first, condition: 'expired' }] }) },
  {
    name: 'A07-only-one-clock-in-doubt',
    state: ready({ tokens: [{ ...first, condition: 'clockInDoubt' }] }),
  },
  { name: 'A06-newer-version', state: newer({ step: 'ready', restartAt: null }) },
  { name: 'A08', state: shown, act: openSettings },
  {
    name: 'A08-newer-version',
    state: newer({ step: 'told', isByPolicy: false }),
    act: openSettings,
  },
  { name: 'A09-choose', state: both, act: (page) => menuEntry(page, 'rename') },
  {
    name: 'A09',
    state: ready({
      tokens: [token({ id: first.id, addition: '本店用' })],
      openToken: openToken(),
    }),
    act: (page) => menuEntry(page, 'rename'),
  },
  {
    name: 'A10',
    state: shown,
    replies: { checkTokenStatus: { ok: true, value: { status: 'inUse' } } },
    act: (page) => menuEntry(page, 'remove'),
  },
  { name: 'A10-choose', state: ten, act: (page) => menuEntry(page, 'remove') },
  {
    name: 'A10-released-typed',
    state: shown,
    replies: { checkTokenStatus: { ok: true, value: { status: 'released' } } },
    act: async (page) => {
      await menuEntry(page, 'remove');
      await page.locator('.field input').fill('あかぎ信用組合');
    },
  },
  {
    name: 'A10-offline',
    state: ready({ tokens: [{ ...longToken, condition: 'unreadable' }] }),
    replies: { checkTokenStatus: refused('offline') },
    act: (page) => menuEntry(page, 'remove'),
  },
  { name: 'A15', state: shown, act: (page) => menuEntry(page, 'help') },
  {
    name: 'A15-searched',
    state: shown,
    act: async (page) => {
      await menuEntry(page, 'help');
      await page.locator('.field input').fill('Windows');
    },
  },
  {
    name: 'A15-no-manual',
    state: shown,
    replies: { openManual: { ok: true, value: 'missing' } },
    act: async (page) => {
      await menuEntry(page, 'help');
      await page.getByRole('button', { name: /（PDF）|\(PDF\)/ }).click();
      await page.locator('.notice-caution').waitFor();
    },
  },
  { name: 'A15-record', state: ten, act: (page) => helpEntry(page, 'record') },
  {
    name: 'A15-shortcuts',
    state: shown,
    async act(page) {
      await page.keyboard.press('Control+/');
      await page.locator('dialog[open]').waitFor();
    },
  },
  {
    name: 'A16',
    state: shown,
    replies: { diagnose: { ok: true, value: healthy } },
    act: (page) => menuEntry(page, 'diagnosis'),
  },
  {
    name: 'A16-trouble',
    state: shown,
    replies: { diagnose: { ok: true, value: ailing } },
    act: (page) => menuEntry(page, 'diagnosis'),
  },
  ...updateScenes,
  {
    name: 'A16-policy',
    state: withPolicy(shown),
    replies: { diagnose: { ok: true, value: managed } },
    act: (page) => menuEntry(page, 'diagnosis'),
  },
  { name: 'A06-policy', state: withPolicy(shown) },
  {
    name: 'A14-policy',
    state: withPolicy(shown),
    act: (page) => menuEntry(page, 'passcode'),
  },
  {
    name: 'A20-policy',
    state: withPolicy(shown),
    act: (page) => menuEntry(page, 'display'),
  },
  {
    name: 'mini-policy',
    state: withPolicy(shown),
    act: getSmall,
    size: miniSize,
  },
  {
    name: 'A16-busy',
    state: shown,
    replies: { diagnose: 'never' },
    act: (page) => menuEntry(page, 'diagnosis'),
  },
  {
    name: 'A11-open',
    state: expiring,
    act: (page) => menuEntry(page, 'renew'),
  },
  { name: 'A11-not-yet', state: shown, act: (page) => menuEntry(page, 'renew') },
  {
    name: 'A11-refused',
    state: expiring,
    replies: { renewToken: refused('offline') },
    act: async (page) => {
      await menuEntry(page, 'renew');
      await page.locator('.primary:visible').click();
    },
  },
  { name: 'A12-right', state: shown, act: (page) => menuEntry(page, 'clock') },
  {
    name: 'A12-wrong',
    state: ready({
      tokens: [first],
      openToken: openToken(),
      clock: { offsetMs: 0, checkedAt: sampleNow, doubt: 'wrong', question: null },
    }),
    replies: { checkClock: refused('connection-unsafe') },
    act: async (page) => {
      await menuEntry(page, 'clock');
      await page.locator('.primary:visible').click();
    },
  },
  {
    name: 'A06-clock-question',
    state: ready({
      tokens: [first],
      openToken: openToken(),
      clock: {
        offsetMs: 0,
        checkedAt: sampleNow,
        doubt: 'unchecked',
        question: { offsetMs: 3_650 * 86_400_000 },
      },
    }),
  },
  { name: 'A17-terms', state: shown, act: (page) => menuEntry(page, 'terms') },
  { name: 'A17-about', state: shown, act: (page) => menuEntry(page, 'about') },
  {
    name: 'A17-licences',
    state: shown,
    act: async (page) => {
      await menuEntry(page, 'about');
      await press(page, 'licences');
    },
  },
  { name: 'A19', state: ten, act: (page) => menuEntry(page, 'order') },
  { name: 'A20', state: shown, act: (page) => menuEntry(page, 'display') },
  {
    name: 'settings-damaged',
    state: { ...shown, view: { ...shown.view, settingsDamaged: true } },
  },
  ...blockedCodes.map((code): Scene => ({
    name: `A18-${code}`,
    state: blocked(code),
  })),
  {
    name: 'A18-tried-again',
    state: blocked('key-store-locked'),
    act: next,
  },
  { name: 'A18-final', state: { ...blocked('key-store-changed'), final: true, unsealed } },
  {
    name: 'A18-final-asked',
    state: { ...blocked('key-store-changed'), final: true, unsealed },
    act: (page) => page.locator('.steps .secondary').click(),
  },
  ...(['restored-copy', 'older-copy', 'copies-not-made', 'database-read-only'] as const).map(
    (code): Scene => ({
      name: `notice-${code}`,
      state: { ...shown, notices: [code] },
    }),
  ),
  { name: 'A13', state: locked() },
  { name: 'A13-touch-id', state: locked({ touchId: true }) },
  { name: 'A13-tries', state: locked({ triesLeft: 2 }) },
  { name: 'A13-wait', state: locked({ triesLeft: 0, retryAt: sampleNow + 120_000 }) },
  {
    name: 'A13-wrong',
    state: locked({ triesLeft: 3 }),
    replies: { unlock: refused('wrong-passcode', { triesLeft: 3 }) },
    act: async (page) => {
      await page.locator('.field input').fill('314159');
      await next(page);
    },
  },
  {
    name: 'A13-forgotten',
    state: locked(),
    act: (page) => page.locator('summary').click(),
  },
  { name: 'A14-set', state: shown, act: (page) => menuEntry(page, 'passcode') },
  {
    name: 'A14-different',
    state: shown,
    act: async (page) => {
      await menuEntry(page, 'passcode');
      await page.locator('.field input').nth(0).fill('271828');
      await page.locator('.field input').nth(1).fill('314159');
    },
  },
  {
    name: 'A14-change',
    state: { ...shown, passcode: { isSet: true, isRequired: false, touchId: 'off' } },
    act: (page) => menuEntry(page, 'passcode'),
  },
  {
    name: 'A14-done',
    state: shown,
    act: async (page) => {
      await menuEntry(page, 'passcode');
      await page.locator('.field input').nth(0).fill('271828');
      await page.locator('.field input').nth(1).fill('271828');
      await page.locator('.primary:visible').click();
    },
  },
];

export const scenes: Scene[] = eachScene.map((scene) =>
  scene.name.startsWith('A01')
    ? {
        ...scene,
        act: async (page) => {
          await passWelcome(page);
          await scene.act?.(page);
        },
      }
    : scene,
);

/** One that a test has chosen by its name. */
export function sceneCalled(name: string): Scene {
  const scene = scenes.find((each) => each.name === name);
  if (scene === undefined) throw new Error(`no scene is called ${name}`);
  return scene;
}
