/** The branch page beside a real issuing service, and somebody of the staff who walks through it. */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { readClientKey } from '../../../bank/back-office/client-key.ts';
import type { BackOffice } from '../../../bank/back-office/client.ts';
import { startBranch } from '../../../bank/branch/service/branch-service.ts';
import type { Branch, BranchOptions } from '../../../bank/branch/service/branch-service.ts';
import { sampleStaff } from '../../../bank/branch/staff/sample-staff.ts';
import { addClient } from '../../../bank/issuer/service/add-client.ts';
import type { IssuedToken } from '../../../shared/protocol.ts';
import { temporaryFolder } from '../folder.ts';
import { activate, codeAt } from './app.ts';
import { backOfficeOf } from './back-office.ts';
import { rowsOf } from './database.ts';
import { activationPassword, issueRequest, testIssuer } from './issuer.ts';
import type { TestIssuer } from './issuer.ts';
import { visitor } from './visitor.ts';
import type { Page, Visitor } from './visitor.ts';

export type TestBranch = Branch & {
  issuer: TestIssuer;
  options: BranchOptions;
  /** The institution's internet banking, which may do everything. */
  office: BackOffice;
};

export async function testBranch(given: Partial<BranchOptions> = {}): Promise<TestBranch> {
  const issuer = await testIssuer();
  const keyFile = join(issuer.options.dataDir, 'branch.key');
  const client = { institution: 'akagi', client: 'branch', scopes: ['staff'] };
  await addClient(issuer.options.dataDir, client, keyFile);
  const options: BranchOptions = {
    port: 0,
    dataDir: temporaryFolder(),
    backOfficeUrl: issuer.backOfficeUrl,
    clientKey: readClientKey(keyFile),
    institution: 'あかぎ信用組合',
    isDemo: true,
    now: issuer.clock.now,
    log: { info: () => undefined, error: () => undefined },
    ...given,
  };
  const branch = await startBranch(options);
  onTestFinished(() => branch.close());
  return { ...branch, issuer, options, office: await backOfficeOf(issuer) };
}

export type Clerk = Pick<Visitor, 'get' | 'cookies' | 'page'> & {
  logIn(fields?: Record<string, string>): Promise<Page>;
  /** Sends the form of the page that was shown last, hidden fields included. */
  send(action: string, fields?: Record<string, string>): Promise<Page>;
  post: Visitor['post'];
};

export function clerkAt({ url }: Pick<Branch, 'url'>): Clerk {
  const web = visitor(`${url}/`);
  const send: Clerk['send'] = async (action, fields = {}) => {
    const form = web
      .page()
      .html.split('<form')
      .find((part) => part.includes(`action="${action}"`));
    if (form === undefined) throw new Error(`no form for ${action}`);
    const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    const values = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]));
    return web.post(action, { ...values, ...fields });
  };
  return {
    ...web,
    send,
    async logIn(fields = {}) {
      await web.get('/');
      const { id, password } = sampleStaff;
      return send('/log-in', { id, password, ...fields });
    },
  };
}

export const at = '/contracts/by/4711';

/** The contract 4711 with an issue that an app has been set up with. */
export async function delivered({ issuer, office }: TestBranch): Promise<IssuedToken> {
  const { userId } = await office.openIssue('4711', issueRequest, { key: 'issue' });
  return activate(await issuer.entryOf('akagi'), { userId, activationPassword });
}

/** The contract 4711 with a token in use. */
export async function inUse(branch: TestBranch): Promise<IssuedToken> {
  const token = await delivered(branch);
  const { clock } = branch.issuer;
  await branch.office.startUse('4711', { code: codeAt(token, clock.now()) }, { key: 'start' });
  clock.moveBy(60_000);
  return token;
}

/** Five wrong codes. */
export async function suspended(branch: TestBranch): Promise<IssuedToken> {
  const token = await inUse(branch);
  for (const code of ['000000', '000001', '000002', '000003', '000004']) {
    await branch.office.takeCode('4711', { code, purpose: 'log-in' }, { key: `wrong-${code}` });
  }
  return token;
}

/** What the staff's clicks have left in the audit log, without what everybody else has done. */
export function clicks({ issuer }: TestBranch) {
  return rowsOf<{ event: string; source: string; reason: string | null }>(
    issuer.storage,
    `SELECT event, source, reason FROM audit WHERE source LIKE 'branch%' ORDER BY id`,
  );
}
