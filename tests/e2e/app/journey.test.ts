/** The manual from STEP 1 to STEP 4, in the real app and a real browser, with a picture of each screen. */
import { expect } from '@playwright/test';
import type { Browser } from '@playwright/test';
import { album } from '../support/album.ts';
import {
  activationPassword,
  fillActivation,
  fillIds,
  passNumber,
  press,
  readCode,
  readNumber,
  screen,
  waitForOtherCode,
} from '../support/app.ts';
import { issueToken, visit } from '../support/bank.ts';
import type { BankProcess } from '../support/bank.ts';
import { test } from '../support/launch.ts';

async function walk(
  launch: Parameters<Parameters<typeof test>[2]>[0]['launch'],
  bank: BankProcess,
  browser: Browser,
  name: string,
  executable: string | null,
) {
  const { photograph, close } = album(name);
  const options = {
    directoryUrl: bank.directoryUrl,
    ...(executable === null ? {} : { executable }),
  };
  const site = await browser.newPage({ locale: 'ja-JP', viewport: { width: 1024, height: 800 } });
  const akagi = visit(site, `${bank.url}/akagi/`, { logInId: 'akagi001', password: 'sample001' });
  const ids = { serviceId: '', userId: '' };
  let checkNumber = '';
  let usedCode = '';

  await test.step('STEP 1-1 log in to internet banking', async () => {
    await site.goto(`${bank.url}/akagi/`);
    await expect(akagi.screen('BLI001')).toBeVisible();
    await photograph(site, 'BLI001');
    await akagi.logIn();
    await expect(akagi.screen('BPT001')).toBeVisible();
    await photograph(site, 'BPT001');
  });

  await test.step('STEP 1-2 to 1-4 open the application page', async () => {
    await site.locator('main').getByRole('link', { name: 'ワンタイムパスワード申請' }).click();
    await expect(site.getByRole('heading', { level: 1 })).toHaveText(
      'ワンタイムパスワード申請メニュー',
    );
    await photograph(site, 'menu');
    await site.locator('main').getByRole('link', { name: 'ワンタイムパスワード申請' }).click();
    await expect(akagi.screen('BOP001')).toBeVisible();
    await photograph(site, 'BOP001');
  });

  await test.step('STEP 1-5 to 1-8 apply for a token', async () => {
    await akagi.follow('トークン発行');
    await expect(akagi.screen('BOT001')).toBeVisible();
    await akagi.fillIssue();
    await photograph(site, 'BOT001');
    await akagi.press('次へ');
    await expect(akagi.screen('BOT002')).toBeVisible();
    await site.locator('#confirmation').fill('kakunin001');
    await photograph(site, 'BOT002');
    await akagi.press('確定する');
    await expect(akagi.screen('BOT003')).toBeVisible();
    await photograph(site, 'BOT003');
    await akagi.follow('ワンタイムパスワード申請内容選択へ');
    await expect(site.getByText('トークン発行済')).toBeVisible();
    ids.serviceId = (await akagi.fact('service-id').textContent()) ?? '';
    ids.userId = (await akagi.fact('user-id').textContent()) ?? '';
    await photograph(site, 'BOP001-issued');
  });

  await test.step('STEP 2A-1 the mail 「トークン発行のご案内」 arrives with both IDs', async () => {
    const mailbox = await browser.newPage({ locale: 'ja-JP' });
    await expect(async () => {
      await mailbox.goto(`${bank.url}/mailbox`);
      await expect(mailbox.getByRole('heading', { name: 'トークン発行のご案内' })).toBeVisible({
        timeout: 500,
      });
    }).toPass();
    const mail = mailbox.locator('article pre').first();
    await expect(mail).toContainText(ids.serviceId);
    await expect(mail).toContainText(ids.userId);
    await expect(mail).not.toContainText(activationPassword);
    await photograph(mailbox, 'mail');
    await mailbox.close();
  });

  await test.step('STEP 2A-2 the download page', async () => {
    await site.getByRole('link', { name: 'アプリのダウンロードページ' }).click();
    await expect(site.getByRole('heading', { level: 1 })).toContainText('ダウンロード');
    await photograph(site, 'download');
    await site.goBack();
    await expect(akagi.screen('BOP001')).toBeVisible();
  });

  const first = await launch(options);
  await test.step('STEP 2A-4 初期設定', async () => {
    await expect(screen(first.page, 'A00')).toBeVisible();
    await photograph(first.page, 'A00');
    await press(first.page, 'はじめる');
    await expect(screen(first.page, 'A01')).toBeVisible();
    await photograph(first.page, 'A01');
    await fillIds(first.page, ids);
    await expect(first.page.getByText('確認済み')).toBeVisible();
    await photograph(first.page, 'A01-ids');
    await fillActivation(first.page, ids);
    await photograph(first.page, 'A01-filled');
    await press(first.page, '送信');
  });

  await test.step('STEP 2A-5 初期設定完了, with the check number that the bank shows', async () => {
    await expect(screen(first.page, 'A03')).toBeVisible();
    await expect(first.page.getByText('初期設定が正常に完了しました。')).toBeVisible();
    await site.reload();
    checkNumber = (await akagi.fact('check-number').textContent()) ?? '';
    expect(checkNumber).toMatch(/^[0-9]{6}$/);
    expect(await readNumber(first.page, '照合番号')).toBe(checkNumber);
    await photograph(first.page, 'A03');
    await photograph(site, 'BOP001-check-number');
    await passNumber(first.page);
  });

  await test.step('STEP 2A-6 トークン表示名設定', async () => {
    await expect(screen(first.page, 'A04')).toBeVisible();
    await first.page.getByLabel('変更後の追加文言:').fill('本店用');
    await expect(first.page.getByText('あかぎ信用組合 本店用').first()).toBeVisible();
    await photograph(first.page, 'A04');
    await press(first.page, '登録');
  });

  await test.step('STEP 2A-7 注意', async () => {
    await expect(screen(first.page, 'A05')).toBeVisible();
    await photograph(first.page, 'A05');
    await press(first.page, 'OK');
  });

  await test.step('STEP 2A-8 the one-time password', async () => {
    await expect(screen(first.page, 'A06')).toBeVisible();
    await expect(first.page.getByText('有効時間（最大60秒）')).toBeVisible();
    expect(await readCode(first.page)).toMatch(/^[0-9]{6}$/);
    await photograph(first.page, 'A06');
  });

  await test.step('closed and opened again, with the bank stopped, the code is there', async () => {
    await first.close();
    await bank.stop();
  });
  const { page } = await launch(options);
  await test.step('… on A06, at once', async () => {
    await expect(screen(page, 'A06')).toBeVisible();
    expect(await readCode(page)).toMatch(/^[0-9]{6}$/);
    await photograph(page, 'A06-offline');
    await bank.restart();
  });

  await test.step('STEP 3 利用開始', async () => {
    // The restart ended the session: the manual's note sends the customer through STEP 1-1 to 1-3 again.
    await akagi.logIn();
    await akagi.openApplication();
    await akagi.follow('ワンタイムパスワード利用開始');
    await expect(akagi.screen('BOK001')).toBeVisible();
    usedCode = await readCode(page);
    await site.locator('#code').fill(usedCode);
    await photograph(site, 'BOK001');
    await akagi.press('利用開始する');
    await expect(akagi.screen('BOK002')).toBeVisible();
    await photograph(site, 'BOK002');
    await akagi.follow('ワンタイムパスワード申請内容選択へ');
    await expect(site.getByText('利用中', { exact: true })).toBeVisible();
    await photograph(site, 'BOP001-in-use');
    await akagi.follow('トップページへ');
    await expect(akagi.screen('BPT001')).toBeVisible();
  });

  await test.step('STEP 4 log in with the next code', async () => {
    await akagi.press('ログアウト');
    await akagi.logIn();
    await expect(akagi.screen('BLI023')).toBeVisible();
    const code = await waitForOtherCode(page, usedCode);
    await site.locator('#code').fill(code);
    await photograph(site, 'BLI023');
    await akagi.press('次へ');
    await expect(akagi.screen('BPT001')).toBeVisible();
    await photograph(site, 'BPT001-logged-in');
  });

  await test.step('STEP 2B another institution’s token', async () => {
    const second = await issueToken(browser, bank.url, 'haruna');

    await press(page, '設定');
    await expect(screen(page, 'A08')).toBeVisible();
    await photograph(page, 'A08');
    await press(page, 'トークン追加');
    await expect(screen(page, 'A02')).toBeVisible();
    await fillActivation(page, second);
    await photograph(page, 'A02');
    await press(page, '送信');
    await expect(page.getByText('トークン追加が正常に完了しました。')).toBeVisible();
    await photograph(page, 'A03-added');
    await passNumber(page);
    await press(page, '登録');
    await press(page, 'OK');
    await expect(screen(page, 'A06')).toBeVisible();
    expect(await readCode(page)).toMatch(/^[0-9]{8}$/);
    await photograph(page, 'A06-eight-digits');
  });

  await test.step('トークン選択, and a token is renamed', async () => {
    await press(page, '戻る');
    await expect(screen(page, 'A07')).toBeVisible();
    await photograph(page, 'A07');
    await press(page, '設定');
    await press(page, 'トークン表示名変更');
    await expect(screen(page, 'A09')).toBeVisible();
    await page.getByRole('button', { name: 'はるな信用組合' }).click();
    await page.getByLabel('変更後の追加文言:').fill('家計用');
    await photograph(page, 'A09');
    await press(page, '登録');
    await expect(screen(page, 'A08')).toBeVisible();
    await press(page, '戻る');
    await expect(page.getByRole('button', { name: 'はるな信用組合 家計用' })).toBeVisible();
    await photograph(page, 'A07-renamed');
  });

  await test.step('what the settings have', async () => {
    for (const [number, entry] of [
      ['A20', '画面と文字'],
      ['A14', 'パスコード'],
      ['A12', '時刻の確認'],
      ['A16', '診断'],
      ['A15', 'ヘルプ'],
      ['A10', 'トークン削除'],
    ] as const) {
      await press(page, '設定');
      await page.locator('.menu').getByRole('button', { name: entry }).click();
      await expect(screen(page, number)).toBeVisible();
      await photograph(page, number);
      await press(page, '戻る');
      await press(page, '戻る');
    }
    await page.keyboard.press('Control+p');
    await expect(page.getByRole('heading', { level: 1, name: '控え' })).toBeVisible();
    await photograph(page, 'record');
  });

  await test.step('機種変更: the page that releases a token', async () => {
    await akagi.openApplication();
    await akagi.follow('ワンタイムパスワード利用解除');
    await expect(akagi.screen('BOS001')).toBeVisible();
    await photograph(site, 'BOS001');
  });
  close();
}

test('the journey of the manual', async ({ launch, bank, browser }) => {
  test.setTimeout(300_000);
  await walk(launch, bank, browser, test.info().project.name, null);
});
