/** A newer version of the app, as the customer meets it: on A06, in 設定 and on A16. */
import { expect } from '@playwright/test';
import type { Diagnosis, Reply } from '../../../../shared/contract.ts';
import type { Update } from '../../../../shared/state.ts';
import { sampleNow, sampleView, update } from '../../../fakes/samples.ts';
import { announce, asked, codeOf, heading, press, test } from '../../support/page.ts';

const found: Reply<Diagnosis> = {
  ok: true,
  value: {
    findings: [{ part: 'updates', mark: 'caution', finding: 'newerVersion', code: null }],
    policy: null,
    supportCode: '0.1.0-L-U1',
  },
};
const withUpdate = (now: Update) => codeOf(42, { view: { ...sampleView, update: now } });
const told = update({ step: 'told', isByPolicy: false });
const waiting = update({ step: 'ready', restartAt: null });
const toDiagnosis = '新しい版を見る';

test('a newer version is told in the settings and in the diagnosis, with its page and the address of it', async ({
  open,
}) => {
  const page = await open(withUpdate(told), { diagnose: found });
  await press(page, '設定');
  const entry = page.getByRole('button', { name: '診断', exact: true });
  await expect(entry).toHaveAccessibleDescription('新しい版 0.2.0 があります');
  await entry.click();
  await expect(page.getByText('https://vendor.example/releases/')).toBeVisible();
  await press(page, '新しい版のお知らせを開く');
  await expect
    .poll(() => asked(page))
    .toEqual([{ name: 'diagnose' }, { name: 'openReleaseNotes' }]);
});

test('beside the code nothing is said of a version that is only told, or that still comes', async ({
  open,
}) => {
  const page = await open(withUpdate(told));
  await expect(page.getByRole('button', { name: toDiagnosis })).toHaveCount(0);
  await announce(page, withUpdate(update({ step: 'fetching', percent: 7 })));
  await expect(page.getByRole('button', { name: toDiagnosis })).toHaveCount(0);
});

for (const [what, now] of [
  ['a version that is ready', waiting],
  ['a version without which this one is too old', { ...told, isTooOld: true }],
] as const) {
  test(`of ${what} it is said beside the code, and leads to A16`, async ({ open }) => {
    const page = await open(withUpdate(now), { diagnose: found });
    await press(page, toDiagnosis);
    await expect(heading(page)).toHaveText('診断');
    await expect(page.getByRole('heading', { name: '新しい版 0.2.0' })).toBeVisible();
  });
}

test('how much has come is shown as it comes', async ({ open }) => {
  const page = await open(withUpdate(update({ step: 'fetching', percent: 7 })), {
    diagnose: found,
  });
  await press(page, '設定');
  await press(page, '診断');
  const bar = page.getByRole('progressbar', { name: '新しい版の受け取り' });
  await expect(bar).toHaveAttribute('value', '7');
  await announce(page, withUpdate(update({ step: 'fetching', percent: 55 })));
  await expect(bar).toHaveAttribute('value', '55');
});

test('a failure is a sentence with its number, the address, and another try', async ({ open }) => {
  const page = await open(withUpdate(update({ step: 'failed', code: 'update-refused' })), {
    diagnose: found,
  });
  await press(page, '設定');
  await press(page, '診断');
  for (const words of ['本物と確かめられなかった', 'https://vendor.example/releases/', 'E207']) {
    await expect(page.getByText(words)).toBeVisible();
  }
  await press(page, 'もう一度受け取る');
  await expect.poll(() => asked(page)).toContainEqual({ name: 'fetchUpdate' });
});

test('the restart is the customer’s to choose, and going back takes it back', async ({ open }) => {
  const page = await open(withUpdate(waiting), { diagnose: found });
  await press(page, toDiagnosis);
  await press(page, '再起動して新しい版にする');
  await announce(page, withUpdate({ ...waiting, step: 'ready', restartAt: sampleNow + 42_000 }));
  await expect(page.getByText(/あと42秒/)).toBeVisible();
  await press(page, '戻る');
  await expect(heading(page)).toHaveText('ワンタイムパスワード');
  await expect
    .poll(() => asked(page))
    .toEqual([
      { name: 'coverCode', input: { covered: true } },
      { name: 'diagnose' },
      { name: 'restartToUpdate' },
      { name: 'coverCode', input: { covered: false } },
    ]);
});
