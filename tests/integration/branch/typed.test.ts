/** What staff typed before a deed is there again after the log-in, for who typed it alone. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startBranch } from '../../../bank/branch/service/branch-service.ts';
import { addStaff } from '../../../bank/branch/staff/change-staff.ts';
import { sampleStaff } from '../../../bank/branch/staff/sample-staff.ts';
import { at, clerkAt, inUse, testBranch } from '../../fakes/bank/branch-page.ts';
import type { Clerk, TestBranch } from '../../fakes/bank/branch-page.ts';

const tenMinutes = 10 * 60_000;
const typed = { reason: '1', words: '窓口にて 通帳で確認' };
const other = { id: 'suzuki', password: 'suzuki no himitsu' };

async function asked(): Promise<{ branch: TestBranch; clerk: Clerk }> {
  const branch = await testBranch();
  await inUse(branch);
  const clerk = clerkAt(branch);
  await clerk.logIn();
  await clerk.get(`${at}/release`);
  return { branch, clerk };
}

/** From the page that says that it is over, by its button. */
async function logInAgain(clerk: Clerk, { id, password }: typeof other = sampleStaff) {
  expect(clerk.page().screenId).toBe('SLO002');
  const [, link = ''] = /class="button primary" href="([^"]+)"/.exec(clerk.page().html) ?? [];
  await clerk.get(link.replaceAll('&amp;', '&'));
  return clerk.send('/log-in', { id, password });
}

it('after a time-out the question has the reason again, and the deed is done once', async () => {
  const { branch, clerk } = await asked();
  branch.issuer.clock.moveBy(tenMinutes);
  await clerk.send(`${at}/release`, typed);
  const again = await logInAgain(clerk);
  expect(again.screenId).toBe('SKQ003');
  expect(again.html).toContain('操作はまだ行われていません');
  expect(again.html).toContain('<option value="1" selected="">');
  expect(again.html).toContain(typed.words);
  expect((await branch.office.readContract('4711')).current).toBe('inUse');
  expect((await clerk.send(`${at}/release`, typed)).screenId).toBe('SKD003');
  expect((await clerk.get('/contracts')).html).not.toContain(typed.words);
});

it('so it has after the page was started anew', async () => {
  const { branch, clerk } = await asked();
  const port = Number(new URL(branch.url).port);
  await branch.close();
  const again = await startBranch({ ...branch.options, port });
  try {
    await clerk.send(`${at}/release`, typed);
    expect((await logInAgain(clerk)).html).toContain(typed.words);
  } finally {
    await again.close();
  }
});

it('another one of the staff who logs in there is led to nobody’s contract', async () => {
  const { branch, clerk } = await asked();
  const { dataDir } = branch.options;
  const passwordFile = join(dataDir, 'password');
  writeFileSync(passwordFile, other.password);
  await addStaff(join(dataDir, 'staff.json'), { id: other.id, name: '鈴木', passwordFile });
  branch.issuer.clock.moveBy(tenMinutes);
  await clerk.send(`${at}/release`, typed);
  expect((await logInAgain(clerk, other)).screenId).toBe('SKC001');
  expect((await clerk.get(`${at}/release`)).html).not.toContain(typed.words);
});

it('the number of a contract that was typed is there again too', async () => {
  const { branch, clerk } = await asked();
  await clerk.get('/contracts');
  branch.issuer.clock.moveBy(tenMinutes);
  await clerk.send('/contracts/find', { reference: '4711' });
  const again = await logInAgain(clerk);
  expect([again.screenId, again.html.includes('value="4711"')]).toEqual(['SKC001', true]);
});

it('while the issuing service is away the page leads back to the reason', async () => {
  const { branch, clerk } = await asked();
  await branch.issuer.close();
  // The state that the question shows can’t be read either.
  const away = await clerk.send(`${at}/release`, { ...typed, reason: '' });
  expect([away.screenId, away.html.includes(`href="${at}/release"`)]).toEqual(['SER004', true]);
});

it('beyond 16 MiB the page says so, and leads back to what was typed before it', async () => {
  const { clerk } = await asked();
  const words = 'a'.repeat(17 * 1024 * 1024);
  const page = await clerk.send(`${at}/release`, { ...typed, words });
  expect([page.status, page.screenId]).toEqual([413, 'SER002']);
  expect(page.html).toContain('入力を短くして');
  expect(page.html).toContain(`href="${at}/release"`);
  const again = await clerk.get(`${at}/release`);
  expect(again.html).toContain('<option value="1" selected="">');
  expect(again.html.length).toBeLessThan(50_000);
});
