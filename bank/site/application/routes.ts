/** The menu and BOP001. */
import { Hono } from 'hono';
import type { Contract } from '../../back-office/client.ts';
import type { BankTenant } from '../../bank-tenant.ts';
import { readContract } from '../../contract/contract.ts';
import { letterState } from '../../mail/letter-state.ts';
import { Application, OtpMenu } from './page.tsx';
import type { ApplicationProps, TokenFacts } from './page.tsx';
import { applicationText as t, menuText } from './text.ts';
import { codeText } from '../frame/text.ts';
import { date, dateTime } from '../frame/format.ts';
import { sessionOf } from '../guard.ts';
import type { SendPage } from '../send-page.ts';
import type { SiteEnv, SiteParts } from '../visit.ts';

export function applicationRoutes({ tenant, base }: SiteParts, sendPage: SendPage): Hono<SiteEnv> {
  return new Hono<SiteEnv>()
    .get('/otp', (c) =>
      sendPage(c, { title: menuText.title, screenId: 'BOM001', tab: 'otp' }, OtpMenu({ base })),
    )
    .get('/otp/application', async (c) => {
      const contract = await readContract(tenant, sessionOf(c).customer);
      const page = { title: t.title, screenId: 'BOP001', tab: 'otp' } as const;
      return sendPage(c, page, Application({ base, ...describe(tenant, contract) }));
    });
}

type Token = NonNullable<Contract['token']>;
type Issue = NonNullable<Contract['issue']>;

/** What BOP001 tells about a contract. */
function describe(tenant: BankTenant, contract: Contract): Omit<ApplicationProps, 'base'> {
  const { token, issue, current, allowed } = contract;
  const inUse = token && describeToken(tenant, token, false);
  const next = issue && describeIssue(tenant, issue);
  return {
    state: stateOf(contract),
    token: inUse ?? next,
    newToken: inUse ? next : null,
    mayIssue: allowed.includes('openIssue'),
    mayStart: allowed.includes('startUse'),
    mayRelease: current === 'inUse',
    reason: reasonOf(tenant, contract),
    letter: letterOf(tenant, contract),
  };
}

/** 登録状況, in one word: a token in use counts before one that is on its way. */
export function stateOf({
  current,
  next,
}: Pick<Contract, 'current' | 'next'>): keyof typeof t.states {
  if (current !== 'none') return current;
  return next === 'none' ? 'none' : 'issued';
}

function reasonOf(tenant: BankTenant, { current }: Contract): string | null {
  if (current === 'released') return t.releasedToday;
  if (current === 'suspended') return codeText.suspended(tenant.institution.tel);
  return null;
}

function describeToken(tenant: BankTenant, token: Token, toBeStarted: boolean): TokenFacts {
  return {
    serviceId: tenant.institution.serviceId,
    userId: token.userId,
    checkNumber: token.checkNumber,
    toBeStarted,
    others: [
      { name: t.device, value: token.device },
      { name: t.deviceAt, value: dateTime(token.issuedAt) },
      { name: t.expiresAt, value: date(token.expiresAt) },
    ],
  };
}

function describeIssue(tenant: BankTenant, issue: Issue): TokenFacts {
  if (issue.token) return describeToken(tenant, issue.token, true);
  return {
    serviceId: tenant.institution.serviceId,
    userId: issue.userId,
    checkNumber: null,
    toBeStarted: true,
    others: [
      { name: t.issueExpiresAt, value: dateTime(issue.expiresAt) },
      ...letterFacts(tenant, issue),
    ],
  };
}

/** That all is well with the mail; anything else has a notice of its own. */
function letterFacts(
  tenant: BankTenant,
  { issueId, deliveryAddress }: Issue,
): { name: string; value: string }[] {
  const state = letterState(tenant, issueId);
  if (state !== 'waiting' && state !== 'sent') return [];
  return [{ name: t.letter, value: `${t.letterStates[state]}（${deliveryAddress}）` }];
}

/** Of use as long as the app has no token from it. */
function letterOf(tenant: BankTenant, { next, issue }: Contract): ApplicationProps['letter'] {
  if (next !== 'issued' || !issue) return null;
  const state = letterState(tenant, issue.issueId);
  return state ? { state, to: issue.deliveryAddress } : null;
}
