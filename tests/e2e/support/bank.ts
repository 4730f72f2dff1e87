/** The reference bank as a process of its own, and what a customer does on its pages. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser, Page } from '@playwright/test';
import { readClientKey } from '../../../bank/back-office/client-key.ts';
import { openBackOffice } from '../../../bank/back-office/client.ts';
import { projectFolder } from '../../../build/setup/setup.mjs';
import { built } from '../../fakes/built.ts';
import { activationPassword } from './app.ts';
import type { Ids } from './app.ts';

const mailAddress = 'hanako@example.jp';

export type BankProcess = Awaited<ReturnType<typeof startBankProcess>>;

/**
 * Starts it on any free port; `restart` takes the same port and data again. `publicUrl` is what apps
 * and browsers are told where something stands between.
 */
export async function startBankProcess(publicUrl?: string) {
  const dataDir = mkdtempSync(join(tmpdir(), 'bank-'));
  let running = await spawnBank('0', dataDir, publicUrl);
  const { url, listeningAt } = running;
  const end = async (signal: NodeJS.Signals) => {
    if (running.child.exitCode !== null || running.child.signalCode !== null) return;
    running.child.kill(signal);
    await once(running.child, 'exit');
  };
  return {
    url,
    listeningAt,
    directoryUrl: `${url}/directory.jws`,
    stop: () => end('SIGTERM'),
    /** Of a contract that none of the pages' customers has: as many tokens beside each other as a test needs. */
    async issue(reference: string): Promise<Ids> {
      const key = readClientKey(join(dataDir, 'bank-akagi.key.json'));
      const office = openBackOffice({
        url: readFileSync(join(dataDir, 'back-office'), 'utf8'),
        key,
      });
      const request = { activationPassword, deliveryAddress: mailAddress };
      const { serviceId, userId } = await office.openIssue(reference, request, { key: reference });
      return { serviceId, userId };
    },
    kill: () => end('SIGKILL'),
    async restart() {
      running = await spawnBank(new URL(listeningAt).port, dataDir, publicUrl);
    },
    async remove() {
      await end('SIGTERM');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function spawnBank(port: string, dataDir: string, publicUrl?: string) {
  const child: ChildProcess = spawn(
    process.execPath,
    [
      built('bank/main.js'),
      '--port',
      port,
      '--data',
      dataDir,
      '--vendor-root',
      '.demo/vendor-root.json',
      '--sample-log-ins',
      // One customer stands in many tests.
      '--issues-per-customer',
      '10000',
      ...(publicUrl === undefined ? [] : ['--public-url', publicUrl]),
    ],
    { cwd: projectFolder, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (child.stdout === null) throw new Error('no output');
  for await (const line of createInterface(child.stdout)) {
    const [, url, listeningAt] = /bank ready: (\S+)\/ \(listening at (\S+)\)/.exec(line) ?? [];
    if (url !== undefined && listeningAt !== undefined) return { child, url, listeningAt };
  }
  throw new Error('the bank did not start');
}

/** A sample customer's way through the pages, as the manual describes it. */
export function visit(page: Page, home: string, who: { logInId: string; password: string }) {
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const follow = (name: string) => page.getByRole('link', { name, exact: true }).first().click();
  const fact = (id: string) => page.locator(`#${id}`);

  return {
    press,
    follow,
    fact,
    screen: (id: string) => page.getByText(`画面ID : ${id}`),

    async logIn(): Promise<void> {
      await page.goto(home);
      await page.getByLabel('ログインID').fill(who.logInId);
      await page.getByLabel('ログインパスワード', { exact: false }).first().fill(who.password);
      await press('ログイン');
    },

    /** BPT001 → menu → BOP001. */
    async openApplication(): Promise<void> {
      await page.locator('main').getByRole('link', { name: 'ワンタイムパスワード申請' }).click();
      await page.locator('main').getByRole('link', { name: 'ワンタイムパスワード申請' }).click();
    },

    async fillIssue(): Promise<void> {
      await page.locator('#mail').fill(mailAddress);
      await page.locator('#mailAgain').fill(mailAddress);
      await page.locator('#password').fill(activationPassword);
      await page.locator('#passwordAgain').fill(activationPassword);
    },
  };
}

/** STEP 1 as a whole, for tests that are about what follows. */
export async function issueToken(
  browser: Browser,
  bankUrl: string,
  slug: 'akagi' | 'haruna' = 'akagi',
): Promise<Ids> {
  const page = await browser.newPage({ locale: 'ja-JP' });
  const { logIn, openApplication, follow, fillIssue, press, fact } = visit(
    page,
    `${bankUrl}/${slug}/`,
    { logInId: `${slug}001`, password: 'sample001' },
  );
  await logIn();
  await openApplication();
  await follow('トークン発行');
  await fillIssue();
  await press('次へ');
  await page.locator('#confirmation').fill('kakunin001');
  await press('確定する');
  await follow('ワンタイムパスワード申請内容選択へ');
  const ids = {
    serviceId: (await fact('service-id').textContent()) ?? '',
    userId: (await fact('user-id').textContent()) ?? '',
  };
  await page.close();
  return ids;
}

/** 照合番号 as BOP001 shows it to the customer. */
export async function readCheckNumber(browser: Browser, bankUrl: string): Promise<string | null> {
  const page = await browser.newPage({ locale: 'ja-JP' });
  const { logIn, openApplication, fact } = visit(page, `${bankUrl}/akagi/`, {
    logInId: 'akagi001',
    password: 'sample001',
  });
  await logIn();
  await openApplication();
  const number = await fact('check-number').textContent();
  await page.close();
  return number;
}
