/** The internet-banking pages: what the manual promises, and what keeps strangers out. */
import { expect, it } from 'vitest';
import { activate, codeAt, newAttempt, readToken, send, statusOf } from '../../fakes/bank/app.ts';
import { activationPassword, bankCustomer, mailAddress } from '../../fakes/bank/customer.ts';
import type { BankCustomer } from '../../fakes/bank/customer.ts';
import { activationLink } from '../../../shared/brand.ts';
import { operator, testBank, testClock } from '../../fakes/bank/bank.ts';
import type { TestBank } from '../../fakes/bank/bank.ts';
import { fakeSmtp } from '../../fakes/bank/smtp.ts';
import type { SmtpManner } from '../../fakes/bank/smtp.ts';
import { textOf, visitor } from '../../fakes/bank/visitor.ts';
import { contentsOf } from '../../fakes/postgres/contents.ts';

const minute = 60_000;
const hour = 60 * minute;

async function loggedIn(): Promise<BankCustomer<TestBank>> {
  const customer = await bankCustomer(await testBank());
  await customer.logIn();
  return customer;
}

const application = {
  mail: mailAddress,
  mailAgain: mailAddress,
  password: activationPassword,
  passwordAgain: activationPassword,
};

const wrongCode = '000000';

it.each([
  ['a mail address that is none', { mail: 'hanako' }, 'メールアドレスを'],
  ['two different mail addresses', { mailAgain: 'taro@example.jp' }, '一致していません'],
  ['three digits', { password: '123', passwordAgain: '123' }, '4～8桁'],
  ['nine digits', { password: '123456789', passwordAgain: '123456789' }, '4～8桁'],
  ['letters', { password: 'abcd', passwordAgain: 'abcd' }, '4～8桁'],
  ['two different passwords', { passwordAgain: '99999' }, '一致していません'],
])('BOT001 refuses %s, says so, and keeps the mail address', async (_what, changes, sentence) => {
  const customer = await loggedIn();
  await customer.get('/otp/issue');
  const page = await customer.submit('/otp/issue', { ...application, ...changes });
  expect(page).toMatchObject({ screenId: 'BOT001', status: 422 });
  expect(page.problem).toContain(sentence);
  expect(page.html).toContain('mail' in changes ? 'value="hanako"' : `value="${mailAddress}"`);
  expect(page.html).not.toMatch(/type="password" value="[^"]/);
});

it('full-width digits are taken as half-width ones', async () => {
  const customer = await loggedIn();
  await customer.get('/otp/issue');
  const wide = '４８２１３';
  const page = await customer.submit('/otp/issue', {
    ...application,
    password: wide,
    passwordAgain: wide,
  });
  expect(page.screenId).toBe('BOT002');
});

it('BOT002 asks for the confirmation password, and five wrong ones end the session', async () => {
  const customer = await loggedIn();
  await customer.get('/otp/issue');
  await customer.submit('/otp/issue', application);
  for (let i = 0; i < 4; i += 1) {
    const page = await customer.submit('/otp/issue/check', { confirmation: 'wrong' });
    expect(page).toMatchObject({
      screenId: 'BOT002',
      problem: '確認用パスワードが正しくありません。',
    });
  }
  const locked = await customer.submit('/otp/issue/check', { confirmation: 'wrong' });
  expect(locked.html).toContain('ログアウトしました');
  expect((await customer.get('/top')).screenId).not.toBe('BPT001');
});

it('the activation password stands in no page and in no file of the bank', async () => {
  const customer = await loggedIn();
  await customer.applyForToken();
  expect(customer.page().html).not.toContain(activationPassword);
  const { database, issuerDatabase, issuerStorage } = customer.bank;
  const service = await contentsOf({ storage: issuerStorage, database: issuerDatabase });
  for (const stored of [database.serialize(), service]) {
    expect(stored.includes(mailAddress)).toBe(true);
    expect(stored.includes(activationPassword)).toBe(false);
  }
});

it('five wrong codes at 利用開始 end the issue, and トークン発行 starts again', async () => {
  const customer = await loggedIn();
  await customer.applyForToken();
  await customer.setUpApp();
  await customer.get('/otp/start');
  for (let i = 0; i < 5; i += 1) await customer.submit('/otp/start', { code: wrongCode });
  expect(customer.page().problem).toContain('「トークン発行」からやり直して下さい');
  expect((await customer.get('/otp/application')).html).toContain('未申請');
});

it('a code with spaces or in full width is taken', async () => {
  const customer = await loggedIn();
  await customer.applyForToken();
  const token = await customer.setUpApp();
  const code = codeAt(token, customer.bank.clock.now());
  await customer.get('/otp/start');
  const wide = `${code.slice(0, 3)}　${code.slice(3)}`.replaceAll(/\d/g, (digit) =>
    String.fromCharCode(digit.charCodeAt(0) + 0xfee0),
  );
  expect((await customer.submit('/otp/start', { code: wide })).screenId).toBe('BOK002');
});

it('利用開始 takes a code even if the app’s confirmation was lost', async () => {
  const customer = await loggedIn();
  const userId = await customer.applyForToken();
  const attempt = await newAttempt(customer.entry, { userId, activationPassword });
  const token = await readToken(customer.entry, attempt, await send(customer.entry, attempt));
  expect((await customer.startUsing(token)).screenId).toBe('BOK002');
});

it('the code of 利用開始 can’t be used again to log in', async () => {
  const customer = await loggedIn();
  await customer.applyForToken();
  const token = await customer.setUpApp();
  await customer.startUsing(token);
  await customer.submit('/log-out');
  const page = await customer.logIn(codeAt(token, customer.bank.clock.now()));
  expect(page).toMatchObject({ screenId: 'BLI023', status: 422 });
});

it('five wrong codes in a row stop the token, and the right one no longer helps', async () => {
  const customer = await bankCustomer(await testBank());
  const token = await customer.becomeUser();
  await customer.submit('/log-out');
  await customer.logIn();
  for (let i = 0; i < 4; i += 1) {
    expect((await customer.submit('/log-in/otp', { code: wrongCode })).screenId).toBe('BLI023');
  }
  expect((await customer.submit('/log-in/otp', { code: wrongCode })).problem).toContain('停止');
  const page = await customer.logIn(codeAt(token, customer.bank.clock.now()));
  expect(page.problem).toContain('停止');
});

it('中止する on BLI023 leads back to BLI001, and the code page is closed', async () => {
  const customer = await bankCustomer(await testBank());
  await customer.becomeUser();
  await customer.submit('/log-out');
  await customer.logIn();
  expect((await customer.submit('/log-in/cancel')).screenId).toBe('BLI001');
  expect((await customer.get('/log-in/otp')).screenId).toBe('BLI001');
});

it('BLI023 can’t be gone around', async () => {
  const customer = await bankCustomer(await testBank());
  await customer.becomeUser();
  await customer.submit('/log-out');
  await customer.logIn();
  for (const path of ['/top', '/account', '/transfer', '/otp/application', '/otp/release']) {
    expect((await customer.get(path)).screenId).toBe('BLI023');
  }
});

it('after 利用解除 the log-in asks for no code, and a new token can be had from the next day', async () => {
  const bank = await testBank({ clock: testClock(Date.UTC(2026, 5, 15, 14, 0, 30)) });
  const customer = await bankCustomer(bank);
  const token = await customer.becomeUser();
  await customer.get('/otp/release');
  const done = await customer.submit('/otp/release', { code: codeAt(token, bank.clock.now()) });
  expect(done.html).toContain('利用を解除しました');
  expect(await statusOf(customer.entry, token)).toBe('released');
  await customer.submit('/log-out');
  expect((await customer.logIn()).screenId).toBe('BPT001');

  const sameDay = await customer.get('/otp/application');
  expect(sameDay.html).toContain('利用解除済');
  expect(sameDay.html).toMatch(/<button[^>]* disabled=""><span>トークン発行</);
  expect((await customer.get('/otp/issue')).screenId).toBe('BOP001');

  bank.clock.moveBy(hour);
  await customer.logIn();
  expect((await customer.get('/otp/application')).html).toContain('未申請');
  await customer.applyForToken();
  expect((await customer.startUsing(await customer.setUpApp())).screenId).toBe('BOK002');
});

it('利用解除 needs the current code', async () => {
  const customer = await bankCustomer(await testBank());
  await customer.becomeUser();
  await customer.get('/otp/release');
  expect((await customer.submit('/otp/release', { code: wrongCode })).screenId).toBe('BOS001');
  expect((await customer.get('/otp/application')).html).toContain('利用中');
});

it('a new PC’s token takes over only at 利用開始, and the old one then is released', async () => {
  const customer = await bankCustomer(await testBank());
  const { clock } = customer.bank;
  const old = await customer.becomeUser();
  const userId = await customer.applyForToken();
  const both = await customer.get('/otp/application');
  expect(textOf(both, 'user-id')).toBe(old.sub);
  expect(textOf(both, 'new-user-id')).toBe(userId);
  const fresh = await activate(customer.entry, { userId, activationPassword });
  expect(await statusOf(customer.entry, old)).toBe('inUse');
  await customer.submit('/log-out');
  await customer.logIn(codeAt(old, clock.now()));
  await customer.startUsing(fresh);
  expect(await statusOf(customer.entry, old)).toBe('released');
  clock.moveBy(minute);
  await customer.submit('/log-out');
  expect((await customer.logIn(codeAt(old, clock.now()))).screenId).toBe('BLI023');
  expect((await customer.logIn(codeAt(fresh, clock.now()))).screenId).toBe('BPT001');
});

it('BOP001 opens the app with both IDs and nothing else, and shows both beside it, until the app is set up', async () => {
  const customer = await loggedIn();
  const linksOn = (html: string) => html.match(/href="desktop-token:[^"]*"/g) ?? [];
  expect(linksOn((await customer.get('/otp/application')).html)).toEqual([]);
  const userId = await customer.applyForToken();
  const page = await customer.get('/otp/application');
  const ids = { serviceId: '10010017', userId };
  expect(linksOn(page.html)).toEqual([`href="${activationLink(ids).replace('&', '&amp;')}"`]);
  expect(textOf(page, 'service-id')).toBe(ids.serviceId);
  expect(textOf(page, 'user-id')).toBe(userId);
  expect(page.html).not.toContain(activationPassword);
  await customer.startUsing(await customer.setUpApp());
  expect(linksOn((await customer.get('/otp/application')).html)).toEqual([]);
});

it('BOP001 shows when and on what PC the token was set up, and until when it lives', async () => {
  const customer = await bankCustomer(await testBank());
  await customer.becomeUser();
  const { html } = await customer.get('/otp/application');
  for (const fact of ['Windows 11', '2026年6月15日 12:00（日本時間）', '2031年6月14日']) {
    expect(html).toContain(fact);
  }
});

it('a transfer asks for the confirmation password and, with a token in use, for a code', async () => {
  const customer = await bankCustomer(await testBank());
  const token = await customer.becomeUser();
  await customer.get('/transfer');
  await customer.submit('/transfer', { payee: '見本 太郎', amountYen: '10,000' });
  expect(customer.page().screenId).toBe('BFR002');
  const confirmation = 'kakunin001';
  const wrong = await customer.submit('/transfer/check', { confirmation, code: wrongCode });
  expect(wrong.problem).toContain('ワンタイムパスワードが正しくありません');
  const code = codeAt(token, customer.bank.clock.now());
  const done = await customer.submit('/transfer/check', { confirmation, code });
  expect(done.screenId).toBe('BFR003');
  expect((await customer.get('/account')).html).toContain('1,274,560 円');
});

it('a transfer form that is sent twice moves the money once', async () => {
  const customer = await loggedIn();
  await customer.get('/transfer');
  await customer.submit('/transfer', { payee: '見本 太郎', amountYen: '10000' });
  const submit = () => customer.submit('/transfer/check', { confirmation: 'kakunin001' });
  await Promise.all([submit(), submit()]);
  expect((await customer.get('/account')).html).toContain('1,274,560 円');
});

it('BFR003 is a receipt, and the account shows its number', async () => {
  const customer = await loggedIn();
  await customer.get('/transfer');
  await customer.submit('/transfer', { payee: '見本 太郎', amountYen: '10000' });
  const { html } = await customer.submit('/transfer/check', { confirmation: 'kakunin001' });
  for (const fact of ['受付番号', '見本 太郎', '10,000 円', '2026年6月15日 12:00（日本時間）']) {
    expect(html).toContain(fact);
  }
  const number = /20260615-[0-9A-F]{8}/.exec(html)?.[0];
  expect((await customer.get('/account')).html).toContain(number);
});

const primary = ({ html }: { html: string }) =>
  [...html.matchAll(/class="(?:button )?primary"[^>]*>(.*?)<\/(?:a|button)>/g)].map(([, label]) =>
    label?.replaceAll(/<[^>]*>/g, ''),
  );

it('BOP001 makes the next step stand out, and has its buttons above the cautions', async () => {
  const customer = await loggedIn();
  const seen = async () => {
    const page = await customer.get('/otp/application');
    expect(page.html.indexOf('トップページへ')).toBeLessThan(page.html.indexOf('注意事項'));
    return primary(page);
  };
  expect(await seen()).toEqual(['トークン発行']);
  await customer.applyForToken();
  // 利用開始 is closed until the app has the token.
  expect(await seen()).toEqual(['アプリのダウンロードページ']);
  const first = await customer.setUpApp();
  expect(await seen()).toEqual(['ワンタイムパスワード利用開始']);
  await customer.startUsing(first);
  expect(await seen()).toEqual(['トップページへ']);

  // The same again for another PC.
  await customer.applyForToken();
  expect(await seen()).toEqual(['アプリのダウンロードページ']);
  await customer.setUpApp();
  expect(await seen()).toEqual(['ワンタイムパスワード利用開始']);

  // Where nothing on the page leads on.
  const other = await bankCustomer(customer.bank);
  customer.bank.clock.moveBy(60_000);
  await other.logIn();
  for (let i = 0; i < 5; i += 1) await other.submit('/log-in/otp', { code: '000000' });
  expect(await seen()).toEqual(['トップページへ']);
  await operator(customer.bank, 'release', 'akagi', 'akagi001', '--yes');
  expect(await seen()).toEqual(['トップページへ']);
});

it('トークン発行 says that it voids the IDs just mailed, before it does', async () => {
  const customer = await loggedIn();
  expect((await customer.get('/otp/application')).html).not.toContain('使えなくなります');
  expect((await customer.get('/otp/issue')).html).not.toContain('使えなくなります');
  const userId = await customer.applyForToken();
  expect((await customer.get('/otp/application')).html).toContain('使えなくなります');
  const warning = `いまのユーザID（${userId}）とメールの「トークン発行のご案内」は使えなくなります`;
  expect((await customer.get('/otp/issue')).html).toContain(warning);
  expect((await customer.submit('/otp/issue', application)).html).toContain(warning);
});

it.each<[SmtpManner, string]>([
  ['takes', '送信しました（hanako@example.jp）'],
  ['busy', '送信しています（hanako@example.jp）'],
  ['refuses-address', 'ご案内メールを送信できませんでした'],
  ['breaks-off-after-text', 'ご案内メールが届いたか確認できません'],
])('BOP001 tells what became of the mail where the server %s', async (manner, sentence) => {
  const smtp = await fakeSmtp(() => manner);
  const customer = await bankCustomer(await testBank({ smtpUrl: smtp.url }));
  await customer.logIn();
  const userId = await customer.applyForToken();
  const page = async () => (await customer.get('/otp/application')).html;
  await expect.poll(page).toContain(sentence);
  expect(await page()).toContain(userId);
});

it('BOT001 tells everything that is wrong at once', async () => {
  const customer = await loggedIn();
  await customer.get('/otp/issue');
  const all = { mail: 'hanako', mailAgain: 'taro', password: '1', passwordAgain: '2' };
  const { problem } = await customer.submit('/otp/issue', all);
  for (const sentence of [
    '半角英数字記号で',
    'メールアドレスが一致',
    '4～8桁',
    'パスワードが一致',
  ]) {
    expect(problem).toContain(sentence);
  }
});

it('a lock says what has happened, not that the input is to be looked at', async () => {
  const customer = await bankCustomer(await testBank());
  await customer.get('/');
  for (let i = 0; i < 10; i += 1) {
    await customer.submit('/log-in', { logInId: 'akagi001', password: 'wrong000' });
  }
  expect(customer.page().html).toContain('<strong>しばらくログインできません</strong>');
  expect(customer.page().html).not.toContain('入力内容をご確認ください');
});

it('more than the balance is not transferred', async () => {
  const customer = await loggedIn();
  await customer.get('/transfer');
  const page = await customer.submit('/transfer', { payee: '見本 太郎', amountYen: '9999999999' });
  expect(page.problem).toBe('残高が不足しています。');
});

it('ten minutes without a word end the session, and the log-in leads back to BOP001', async () => {
  const customer = await loggedIn();
  await customer.applyForToken();
  customer.bank.clock.moveBy(10 * minute);
  const page = await customer.get('/otp/application');
  expect(page.html).toContain('タイムアウトしました');
  const [, link = ''] = /href="\/akagi(\/\?return=otp)"/.exec(page.html) ?? [];
  await customer.get(link);
  const back = await customer.submit('/log-in', { logInId: 'akagi001', password: 'sample001' });
  expect(back.screenId).toBe('BOP001');
});

it('a form sent after the time is out says so, too', async () => {
  const customer = await loggedIn();
  await customer.get('/otp/issue');
  customer.bank.clock.moveBy(10 * minute);
  expect((await customer.submit('/otp/issue', application)).html).toContain('タイムアウトしました');
});

it('whoever keeps working is not timed out', async () => {
  const customer = await loggedIn();
  for (let i = 0; i < 4; i += 1) {
    customer.bank.clock.moveBy(9 * minute);
    expect((await customer.get('/top')).screenId).toBe('BPT001');
  }
});

it('the session has a new number after log-in, and the old one is worth nothing', async () => {
  const customer = await bankCustomer(await testBank());
  await customer.get('/');
  const before = customer.cookies.get('akagi_visit') ?? '';
  await customer.logIn();
  const after = customer.cookies.get('akagi_visit') ?? '';
  expect(after).not.toBe(before);
  customer.cookies.set('akagi_visit', before);
  expect((await customer.get('/top')).screenId).toBe('BLI001');
});

it('the number is new again after the one-time password', async () => {
  const customer = await bankCustomer(await testBank());
  const token = await customer.becomeUser();
  await customer.submit('/log-out');
  await customer.logIn();
  const half = customer.cookies.get('akagi_visit') ?? '';
  await customer.submit('/log-in/otp', { code: codeAt(token, customer.bank.clock.now()) });
  customer.cookies.set('akagi_visit', half);
  expect((await customer.get('/top')).screenId).not.toBe('BPT001');
});

it('a changed cookie is as good as none', async () => {
  const customer = await loggedIn();
  const cookie = customer.cookies.get('akagi_visit') ?? '';
  customer.cookies.set('akagi_visit', cookie.replace(/.$/, cookie.endsWith('A') ? 'B' : 'A'));
  expect((await customer.get('/top')).screenId).toBe('BLI001');
});

it('after ログアウト the old cookie opens nothing', async () => {
  const customer = await loggedIn();
  const cookie = customer.cookies.get('akagi_visit') ?? '';
  await customer.submit('/log-out');
  customer.cookies.set('akagi_visit', cookie);
  expect((await customer.get('/top')).html).toContain('タイムアウトしました');
});

it('the cookie is HttpOnly, SameSite=Lax, and Secure where the site is', async () => {
  const plain = await testBank();
  const header = async (url: string) => (await fetch(url)).headers.get('set-cookie') ?? '';
  expect(await header(`${plain.url}/akagi/`)).toMatch(/HttpOnly; SameSite=Lax$/);
  const publicUrl = 'https://bank.example';
  const bank = await testBank({ publicUrl });
  const { port } = new URL(bank.listeningAt);
  const secured = await header(`http://127.0.0.1:${port}/akagi/`);
  expect(secured).toMatch(/^__Host-akagi_visit=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
});

it.each(['https://evil.example', 'null', 'http://127.0.0.1:1'])(
  'a form that comes from the site %s is refused, even with the right token',
  async (origin) => {
    const customer = await loggedIn();
    const csrf = /name="csrf" value="([^"]+)"/.exec((await customer.get('/top')).html)?.[1] ?? '';
    const cookie = `akagi_visit=${customer.cookies.get('akagi_visit')}`;
    const refused = await fetch(`${customer.entry.bankUrl}log-out`, {
      method: 'POST',
      headers: { cookie, origin },
      body: new URLSearchParams({ csrf }),
    });
    expect(refused.status).toBe(403);
    expect((await customer.get('/top')).screenId).toBe('BPT001');
  },
);

it('a form without its CSRF token, or with another visitor’s, is refused', async () => {
  const customer = await loggedIn();
  const stranger = visitor(customer.entry.bankUrl);
  await stranger.get('/');
  const foreign = /name="csrf" value="([^"]+)"/.exec(stranger.page().html)?.[1] ?? '';
  await customer.get('/otp/issue');
  for (const csrf of ['', foreign]) {
    const page = await customer.post('/otp/issue', { ...application, csrf });
    expect(page.status).toBe(403);
  }
  expect((await customer.get('/otp/application')).html).toContain('未申請');
});

it('a form with a field that stands in it twice is refused', async () => {
  const customer = await loggedIn();
  const page = await customer.get('/otp/issue');
  const csrf = /name="csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
  const fields: [string, string][] = Object.entries({ ...application, csrf });
  const twice = await customer.post('/otp/issue', [...fields, ['mail', 'thief@example.jp']]);
  expect(twice).toMatchObject({ status: 422, screenId: 'BOT001' });
  expect(twice.html).not.toContain('thief@example.jp');
  const noToken = await customer.post('/otp/issue', [...fields, ['csrf', csrf]]);
  expect(noToken.status).toBe(403);
  expect((await customer.post('/otp/issue', fields)).screenId).toBe('BOT002');
});

it('no page may be cached, framed, or run a script that is not the site’s own file', async () => {
  const customer = await loggedIn();
  const cookie = `akagi_visit=${customer.cookies.get('akagi_visit')}`;
  for (const path of ['', 'top', 'otp/application', 'nothing']) {
    const { headers } = await fetch(`${customer.entry.bankUrl}${path}`, { headers: { cookie } });
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
  }
});

it('an unknown log-in ID and a wrong password get the same page', async () => {
  const customer = await bankCustomer(await testBank());
  const page = async (logInId: string) => {
    await customer.get('/');
    const { html, status } = await customer.submit('/log-in', { logInId, password: 'wrong0000' });
    return { status, html: html.replaceAll(/value="[^"]*"/g, '') };
  };
  expect(await page('nobody00')).toEqual(await page('akagi001'));
});

it('an unknown log-in ID takes as long as a wrong password', async () => {
  const customer = await bankCustomer(await testBank());
  await customer.get('/');
  const csrf = /name="csrf" value="([^"]+)"/.exec(customer.page().html)?.[1] ?? '';
  const time = async (logInId: string) => {
    const startedAt = performance.now();
    await customer.post('/log-in', { logInId, password: 'wrong0000', csrf });
    return performance.now() - startedAt;
  };
  await time('warm0000');
  const [known, unknown]: [number[], number[]] = [[], []];
  for (let i = 0; i < 9; i += 1) {
    known.push(await time('akagi001'));
    unknown.push(await time(`nobody0${i}`));
  }
  const median = (list: number[]) => list.toSorted((a, b) => a - b)[list.length >> 1] ?? 0;
  const ratio = median(known) / median(unknown);
  expect(ratio).toBeGreaterThan(0.5);
  expect(ratio).toBeLessThan(2);
});

it.each(['akagi001', 'nobody00'])(
  'ten wrong passwords lock the log-in for a quarter of an hour, known or not: %s',
  async (logInId) => {
    const customer = await bankCustomer(await testBank());
    await customer.get('/');
    for (let i = 0; i < 10; i += 1)
      await customer.submit('/log-in', { logInId, password: 'wrong000' });
    const locked = await customer.submit('/log-in', { logInId, password: 'sample001' });
    expect(locked.problem).toContain('約15分後');
    customer.bank.clock.moveBy(15 * minute);
    const page = await customer.submit('/log-in', { logInId, password: 'sample001' });
    expect(page.problem ?? '').not.toContain('約');
  },
);

it('more log-ins from one address than the limit are told to wait', async () => {
  const bank = await testBank({ limits: { logInsPerAddress: 2 } });
  const customer = await bankCustomer(bank);
  await customer.get('/');
  const logInId = 'akagi001';
  for (let i = 0; i < 2; i += 1)
    await customer.submit('/log-in', { logInId, password: 'wrong000' });
  expect((await customer.submit('/log-in', { logInId, password: 'sample001' })).status).toBe(429);
});

it('the size of the letters is remembered, and leads back to the same page', async () => {
  const customer = await loggedIn();
  await customer.get('/otp/application');
  const page = await customer.submit('/text-size', { size: 'large' });
  expect(page.screenId).toBe('BOP001');
  expect(page.html).toContain('class="text-large"');
  await customer.submit('/log-out');
  expect((await customer.get('/')).html).toContain('class="text-large"');
});

it('without JavaScript too another size keeps what was typed, but secrets, and counts nothing as sent', async () => {
  const customer = await loggedIn();
  await customer.get('/otp/issue');
  const csrf = /name="csrf" value="([^"]+)"/.exec(customer.page().html)?.[1] ?? '';
  const back = encodeURIComponent('/akagi/otp/issue');
  expect(customer.page().html).toContain(`formaction="/akagi/text-size?back=${back}"`);
  const typed = { mail: 'hanako@ex', mailAgain: '<b>', password: '4821', passwordAgain: '' };
  const page = await customer.post(`/text-size?back=${back}`, { csrf, size: 'large', ...typed });
  expect(page).toMatchObject({ status: 200, screenId: 'BOT001', problem: null });
  expect(page.html).toContain('class="text-large"');
  for (const kept of ['value="hanako@ex"', 'value="&lt;b&gt;"']) expect(page.html).toContain(kept);
  expect(page.html).not.toContain('4821');
  expect((await customer.get('/otp/issue')).html).toContain('class="text-large"');
});

it.each([
  'https://evil.example/',
  '//evil.example/',
  '/haruna/',
  '/akagi/../haruna/',
  '/akagi/\\evil',
])('the way back after a change of size never leads off the site: %s', async (back) => {
  const customer = await loggedIn();
  const page = await customer.submit('/text-size', { size: 'large', back });
  expect(new URL(page.url).pathname.startsWith('/akagi/')).toBe(true);
  expect(page.url.startsWith(customer.bank.url)).toBe(true);
});

it('what customers type is text on a page and never markup', async () => {
  const customer = await loggedIn();
  await customer.get('/transfer');
  const payee = `<img src=x onerror=a>'"&`;
  const page = await customer.submit('/transfer', { payee, amountYen: '1' });
  expect(page.screenId).toBe('BFR002');
  expect(page.html).not.toContain('<img src=x');
  expect(page.html).toContain('&lt;img src=x onerror=a&gt;');
});

it('a form of more than 16 KiB is refused on its own page, and keeps its other fields', async () => {
  const customer = await loggedIn();
  await customer.get('/transfer');
  const page = await customer.submit('/transfer', { payee: 'a'.repeat(20_000), amountYen: '1' });
  expect(page).toMatchObject({ status: 422, screenId: 'BFR001' });
  expect(page.html).toContain('name="amountYen" type="text" value="1"');
});

it('a page that is not there says so and shows the way', async () => {
  const customer = await loggedIn();
  const page = await customer.get('/nothing');
  expect(page).toMatchObject({ status: 404 });
  expect(page.html).toContain('ページが見つかりません');
});
