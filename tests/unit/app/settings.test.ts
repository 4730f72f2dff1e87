/** The customer's settings from one start to the next, and what a damaged file does to them. */
import { expect, test } from 'vitest';
import { defaultSettings } from '../../../shared/default-settings.ts';
import { createSettings } from '../../../electron/use-cases/settings.ts';
import type { Settings } from '../../../shared/state.ts';

function paper(content?: unknown) {
  const file = { content };
  return {
    file,
    open: () =>
      createSettings({
        file: {
          read: () => file.content,
          write: (value) => {
            file.content = JSON.parse(JSON.stringify(value));
          },
        },
        log: () => 1,
      }),
  };
}

test('without a file the first settings count, and nothing is said', () => {
  expect(paper().open().view()).toEqual({
    settings: defaultSettings,
    bound: [],
    settingsDamaged: false,
    menuChoice: null,
  });
});

test('what was chosen is there at the next start', () => {
  const { open } = paper();
  open().change({ textPercent: 200, theme: 'dark' });
  open().change({ alwaysOnTop: true });
  expect(open().current()).toEqual({
    ...defaultSettings,
    textPercent: 200,
    theme: 'dark',
    alwaysOnTop: true,
  });
});

test.each([
  ['no JSON', null],
  ['another shape', []],
  [
    'a size out of range',
    { settings: { ...defaultSettings, textPercent: 9000 }, lastTokenId: null },
  ],
  ['an unknown theme', { settings: { ...defaultSettings, theme: 'pink' }, lastTokenId: null }],
])('a file with %s gives the first settings and says so until they are saved', (_what, content) => {
  const { open } = paper(content);
  const settings = open();
  expect(settings.view()).toMatchObject({ settings: defaultSettings, settingsDamaged: true });
  settings.change({});
  expect(settings.view().settingsDamaged).toBe(false);
  expect(open().view().settingsDamaged).toBe(false);
});

/** Every setting, other than it is at first. */
const good = {
  textPercent: 200,
  theme: 'dark',
  language: 'en',
  alwaysOnTop: true,
  announceCodes: true,
  startPosition: 'center',
  autoLockMinutes: 9,
} as const satisfies Settings;
const everyType = [null, true, 'pink', '', 'x'.repeat(10_000), [], [1], {}, -1, 0, 1.5, 1e308];
const isGood = (name: string, value: unknown) =>
  ['alwaysOnTop', 'announceCodes'].includes(name) && value === true;
const badValues = (Object.keys(good) as (keyof typeof good)[]).flatMap((name) =>
  everyType
    .filter((value) => !isGood(name, value))
    .map((value) => [name, JSON.stringify(value).slice(0, 20), value] as const),
);

test.each(badValues)(
  '%s as %s is its first value, the others stay, and it is said once',
  (name, _shown, value) => {
    const { open } = paper({ settings: { ...good, [name]: value }, lastTokenId: 'a'.repeat(32) });
    const settings = open();
    expect(settings.current()).toEqual({ ...good, [name]: defaultSettings[name] });
    expect([settings.lastTokenId(), settings.view().settingsDamaged]).toEqual([
      'a'.repeat(32),
      true,
    ]);
    settings.change({});
    expect(open().view()).toMatchObject({ settings: settings.current(), settingsDamaged: false });
  },
);

test.each([7, true, 'zz', 'A'.repeat(32), 'a'.repeat(33), [], {}])(
  'a last token that is %j is none, and every setting stays',
  (lastTokenId) => {
    const settings = paper({ settings: good, lastTokenId }).open();
    expect([settings.lastTokenId(), settings.current()]).toEqual([null, good]);
    expect(settings.view().settingsDamaged).toBe(true);
  },
);

test('a file of an earlier or later version keeps what both know', () => {
  const { textPercent: _, ...older } = { ...defaultSettings, theme: 'light', somethingNew: 1 };
  expect(paper({ settings: older }).open().current()).toEqual({
    ...defaultSettings,
    theme: 'light',
  });
});

test('a value that no settings page offers is refused', () => {
  expect(() => paper().open().change({ textPercent: 301 })).toThrow(/textPercent/);
});

test('the token opened last is remembered, and a choice in a menu is told once', () => {
  const { open } = paper();
  const settings = open();
  settings.rememberToken('a'.repeat(32));
  settings.choose('help');
  settings.choose('help');
  expect(settings.view().menuChoice).toEqual({ number: 2, entry: 'help' });
  expect(open().lastTokenId()).toBe('a'.repeat(32));
  expect(open().view().menuChoice).toBeNull();
});

test('what the institution has set counts, can’t be changed, and leaves the customer’s own choice for later', () => {
  const { open } = paper();
  open().change({ language: 'en', autoLockMinutes: 30 });
  const settings = open();
  settings.bind({ language: 'ja', autoLockMinutes: 2 });
  expect(settings.view()).toMatchObject({
    settings: { language: 'ja', autoLockMinutes: 2 },
    bound: ['language', 'autoLockMinutes'],
  });
  expect(() => settings.change({ language: 'en' })).toThrow('set-by-institution');
  expect(() => settings.change({ autoLockMinutes: 60 })).toThrow('set-by-institution');
  settings.change({ theme: 'dark' });
  expect(settings.current()).toMatchObject({ language: 'ja', autoLockMinutes: 2, theme: 'dark' });
  expect(open().current()).toMatchObject({ language: 'en', autoLockMinutes: 30, theme: 'dark' });
});
