/** What the staff of a branch do on their page, with a real issuing service behind it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { addStaff, removeStaff } from '../../../bank/branch/staff/change-staff.ts';
import { sampleStaff } from '../../../bank/branch/staff/sample-staff.ts';
import {
  at,
  clerkAt,
  clicks,
  delivered,
  inUse,
  suspended,
  testBranch,
} from '../../fakes/bank/branch-page.ts';
import type { Clerk, TestBranch } from '../../fakes/bank/branch-page.ts';
import { issueRequest } from '../../fakes/bank/issuer.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const me = `branch ${sampleStaff.id} ${sampleStaff.name}`;

async function atWork(): Promise<{ branch: TestBranch; clerk: Clerk }> {
  const branch = await testBranch();
  const clerk = clerkAt(branch);
  expect((await clerk.logIn()).screenId).toBe('SKC001');
  return { branch, clerk };
}

it('every click of a deed stands in the audit log by the name of who did it, and why', async () => {
  const { branch, clerk } = await atWork();
  await suspended(branch);
  expect((await clerk.send('/contracts/find', { reference: ' ４７１１ ' })).screenId).toBe(
    'SKC003',
  );
  expect(clerk.page().html).toContain('誤った番号が続いたため、トークンを止めています。');
  const question = await clerk.get(`${at}/unlock`);
  expect([question.screenId, question.status]).toEqual(['SKQ001', 200]);
  const done = await clerk.send(`${at}/unlock`, { reason: '0', words: '窓口にて' });
  expect(done.screenId).toBe('SKD001');
  expect((await branch.office.readContract('4711')).current).toBe('inUse');
  await clerk.send('/log-out');
  expect(await clicks(branch)).toEqual([
    { event: 'staff-log-in', source: `branch ${sampleStaff.id} 127.0.0.1`, reason: null },
    { event: 'contract-read-by-operator', source: me, reason: null },
    { event: 'contract-read-by-operator', source: me, reason: null },
    {
      event: 'suspension-lifted-by-operator',
      source: me,
      reason: 'お客さまの入力誤り（ご本人確認済み）：窓口にて',
    },
    { event: 'staff-log-out', source: `branch ${sampleStaff.id} 127.0.0.1`, reason: null },
  ]);
});

it('an issue is voided and a token released, each after a question', async () => {
  const { branch, clerk } = await atWork();
  await inUse(branch);
  await branch.office.openIssue('4711', issueRequest, { key: 'second' });
  await clerk.get(`${at}/void`);
  expect((await clerk.send(`${at}/void`, { reason: '1' })).screenId).toBe('SKD002');
  expect(await branch.office.readContract('4711')).toMatchObject({
    current: 'inUse',
    next: 'none',
  });
  await clerk.get(`${at}/release`);
  const page = await clerk.send(`${at}/release`, { reason: 'other', words: '引越しのため' });
  expect([page.screenId, page.html.includes('利用解除しました')]).toEqual(['SKD003', true]);
  expect((await branch.office.readContract('4711')).current).toBe('released');
  expect((await clicks(branch)).at(-1)).toMatchObject({ reason: '引越しのため' });
});

it('what the state does not allow is told in words, before the question and after it', async () => {
  const { branch, clerk } = await atWork();
  await inUse(branch);
  const early = await clerk.get(`${at}/unlock`);
  expect([early.status, early.screenId]).toEqual([409, 'SKC003']);
  expect(early.problem).toContain('何も変更していません');
  await clerk.get(`${at}/release`);
  await branch.office.release('4711', { key: 'somebody-else' });
  const late = await clerk.send(`${at}/release`, { reason: '0' });
  expect([late.status, late.screenId]).toEqual([409, 'SKC003']);
  expect(late.html).toContain('本日、利用解除しました。');
});

it('a form that is sent twice is done once', async () => {
  const { branch, clerk } = await atWork();
  await delivered(branch);
  await clerk.get(`${at}/void`);
  const hidden = /name="csrf" value="([^"]+)"[^]*name="draft" value="([^"]+)"/.exec(
    clerk.page().html.split('action="/contracts')[1] ?? '',
  );
  const form = { csrf: hidden?.[1] ?? '', draft: hidden?.[2] ?? '', reason: '0', words: '' };
  const pages = [await clerk.post(`${at}/void`, form), await clerk.post(`${at}/void`, form)];
  expect(pages.map(({ screenId }) => screenId)).toEqual(['SKD002', 'SKD002']);
  const ended = (await clicks(branch)).filter(({ event }) => event === 'issue-ended-by-operator');
  expect(ended).toHaveLength(1);
});

it('where the answer is lost, the same button sent again finds out, and does it once', async () => {
  const { branch, clerk } = await atWork();
  await delivered(branch);
  await clerk.get(`${at}/void`);
  const { fetch } = globalThis;
  onTestFinished(() => {
    globalThis.fetch = fetch;
  });
  globalThis.fetch = async (url, init) => {
    const response = await fetch(url, init);
    if (String(url).endsWith('/void-issue')) throw new TypeError('fetch failed');
    return response;
  };
  const lost = await clerk.send(`${at}/void`, { reason: '0' });
  expect([lost.status, lost.screenId]).toEqual([503, 'SKQ009']);
  expect(lost.problem).toContain('二重に行われることはありません');
  globalThis.fetch = fetch;
  expect((await clerk.send(`${at}/void`)).screenId).toBe('SKD002');
  const ended = (await clicks(branch)).filter(({ event }) => event === 'issue-ended-by-operator');
  expect(ended).toMatchObject([{ reason: 'お客さまに申請の心当たりがない' }]);
});

it('while the issuing service is away each page says so, and nobody comes in unrecorded', async () => {
  const { branch, clerk } = await atWork();
  const other = clerkAt(branch);
  await branch.issuer.close();
  const page = await clerk.get(at);
  expect([page.status, page.screenId]).toEqual([503, 'SER004']);
  expect((await other.logIn()).status).toBe(503);
  expect((await other.get('/contracts')).screenId).toBe('SLI001');
  await clerk.get('/contracts');
  expect((await clerk.send('/log-out')).screenId).toBe('SLO001');
  expect((await clerk.get('/contracts')).screenId).toBe('SLI001');
});

it('a contract that is not there is told on the page that looks for one', async () => {
  const { clerk } = await atWork();
  const page = await clerk.send('/contracts/find', { reference: '9999' });
  expect([page.status, page.screenId]).toEqual([422, 'SKC001']);
  expect(page.problem).toContain('記録はありません');
  expect((await clerk.get('/contracts/by/%E9%A1%A7')).status).toBe(422);
});

it('the list leads from page to page, and to each contract', async () => {
  const { branch, clerk } = await atWork();
  for (let n = 0; n < 51; n += 1) {
    await branch.office.openIssue(`c${n}`, issueRequest, { key: `k${n}` });
  }
  const first = await clerk.get('/contracts/list');
  expect(first.html).toContain('href="/contracts/by/c49"');
  const [, more = ''] = /href="(\/contracts\/list\?after=\d+)"/.exec(first.html) ?? [];
  const second = await clerk.get(more);
  expect(second.html).toContain('href="/contracts/by/c50"');
  expect(second.html).not.toContain('after=');
});

it('wrong passwords are counted, and the tenth stops that ID for a while', async () => {
  const branch = await testBranch();
  const clerk = clerkAt(branch);
  for (let n = 1; n <= 10; n += 1) {
    const page = await clerk.logIn({ password: 'wrong password' });
    expect([page.status, page.problem?.includes('約15分後')]).toEqual([422, n === 10]);
  }
  expect((await clerk.logIn()).problem).toContain('約15分後');
  branch.issuer.clock.moveBy(16 * 60_000);
  expect((await clerk.logIn()).screenId).toBe('SKC001');
  const events = (await clicks(branch)).map(({ event }) => event);
  expect(events).toEqual([
    ...Array.from({ length: 9 }, () => 'staff-log-in-wrong'),
    'staff-log-in-locked',
    'staff-log-in-locked',
    'staff-log-in',
  ]);
});

it('an ID that nobody has is answered alike, and is in no log', async () => {
  const branch = await testBranch();
  const known = await clerkAt(branch).logIn({ password: 'wrong password' });
  const unknown = await clerkAt(branch).logIn({ id: 'my-password', password: 'wrong password' });
  expect(unknown.problem).toBe(known.problem);
  expect((await clicks(branch)).at(-1)?.source).toBe('branch - 127.0.0.1');
});

it('the sample is nobody where no demo is', async () => {
  const first = await testBranch();
  await first.close();
  const branch = await testBranch({ dataDir: first.options.dataDir, isDemo: false });
  const clerk = clerkAt(branch);
  expect((await clerk.get('/')).html).not.toContain(sampleStaff.password);
  expect((await clerk.logIn()).status).toBe(422);
});

it('who is added to the file comes in, and who is taken out of it is out with the next click', async () => {
  const branch = await testBranch({ isDemo: false });
  const passwordFile = join(temporaryFolder(), 'password');
  const file = join(branch.options.dataDir, 'staff.json');
  writeFileSync(passwordFile, 'a long password\n');
  await addStaff(file, { id: 'sato', name: '佐藤 花子', passwordFile });
  await expect(addStaff(file, { id: 'sato', name: '佐藤', passwordFile })).rejects.toThrow(
    'already',
  );
  const clerk = clerkAt(branch);
  expect((await clerk.logIn({ id: 'sato', password: 'a long password' })).screenId).toBe('SKC001');
  expect(clerk.page().html).toContain('担当: 佐藤 花子');
  removeStaff(file, 'sato');
  expect((await clerk.get('/contracts')).screenId).toBe('SLO002');
});

it.each([
  ['a short password', 'sato', '佐藤', 'short'],
  [
    'a password that no keyboard of half-width characters types',
    'sato',
    '佐藤',
    '長い長い長い長い長い長い',
  ],
  ['an ID with spaces', 'sa to', '佐藤', 'a long password'],
  ['a name of control characters', 'sato', 'a\u202eb', 'a long password'],
  ['a name of blanks', 'sato', '  ', 'a long password'],
])('%s is refused', async (_what, id, name, password) => {
  const folder = temporaryFolder();
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password);
  const added = addStaff(join(folder, 'staff.json'), { id, name, passwordFile });
  await expect(added).rejects.toThrow(/characters|letters/);
});

it('who does nothing for ten minutes logs in again', async () => {
  const { branch, clerk } = await atWork();
  branch.issuer.clock.moveBy(11 * 60_000);
  expect((await clerk.get('/contracts')).screenId).toBe('SLO002');
  expect((await clerk.get('/contracts')).screenId).toBe('SLI001');
});

it('nothing is shown to who is not logged in, and no foreign form is taken', async () => {
  const { branch, clerk } = await atWork();
  await delivered(branch);
  const stranger = clerkAt(branch);
  for (const path of ['/contracts', '/contracts/list', at, `${at}/void`, '/contracts/done']) {
    expect((await stranger.get(path)).screenId).toBe('SLI001');
  }
  await clerk.get(`${at}/void`);
  expect((await clerk.post(`${at}/void`, { csrf: 'x', reason: '0' })).screenId).toBe('SER001');
  const cookie = `branch_visit=${clerk.cookies.get('branch_visit')}`;
  await clerk.get(`${at}/void`);
  const csrf = /name="csrf" value="([^"]+)"/.exec(clerk.page().html)?.[1] ?? '';
  const foreign = await fetch(`${branch.url}${at}/void`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, origin: 'https://evil.example' },
    body: new URLSearchParams({ csrf, reason: '0' }),
  });
  expect(foreign.headers.get('location')).toBe('/refused');
  expect((await branch.office.readContract('4711')).next).toBe('confirmed');
});

it('the cookie is kept from scripts and foreign pages, and over https from plain http', async () => {
  const plain = await testBranch();
  const [line] = (await fetch(`${plain.url}/`)).headers.getSetCookie();
  expect(line).toMatch(/^branch_visit=[^;]+; Path=\/; HttpOnly; SameSite=Strict$/);
  const secure = await testBranch({ publicUrl: 'https://branch.example' });
  const response = await fetch(`${secure.listeningAt}/`);
  expect(response.headers.getSetCookie()[0]).toMatch(
    /^__Host-branch_visit=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  );
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
});

it('a log-in ends under another cookie than it began', async () => {
  const branch = await testBranch();
  const clerk = clerkAt(branch);
  await clerk.get('/');
  const before = clerk.cookies.get('branch_visit');
  await clerk.logIn();
  expect(clerk.cookies.get('branch_visit')).not.toBe(before);
});
