/** The menu and BOP001. */
import { Hono } from 'hono';
import { allows, readContract } from '../../issuer/tokens/token-contract.ts';
import { letterState } from '../../mail/letter-state.ts';
import { findIssue } from '../../issuer/tokens/issue.ts';
import type { Issue } from '../../issuer/tokens/issue.ts';
import type { Tenant } from '../../issuer/tenant.ts';
import type { Contract } from '../../issuer/tokens/token-contract.ts';
import { Application, OtpMenu } from './page.tsx';
import type { ApplicationProps, TokenFacts } from './page.tsx';
import { applicationText as t, menuText } from './text.ts';
import { codeText } from '../frame/text.ts';
import { date, dateTime } from '../frame/format.ts';
import { checkNumber, findDeliveredToken, findToken } from '../../issuer/tokens/token.ts';
import type { Token } from '../../issuer/tokens/token.ts';
import { sessionOf } from '../guard.ts';
import type { SendPage } from '../send-page.ts';
import type { SiteEnv, SiteParts } from '../visit.ts';

export function applicationRoutes({ tenant, base }: SiteParts, sendPage: SendPage): Hono<SiteEnv> {
  return new Hono<SiteEnv>()
    .get('/otp', (c) =>
      sendPage(c, { title: menuText.title, screenId: 'BOM001', tab: 'otp' }, OtpMenu({ base })),
    )
    .get('/otp/application', (c) =>
      sendPage(
        c,
        { title: t.title, screenId: 'BOP001', tab: 'otp' },
        Application({ base, ...describe(tenant, sessionOf(c).customer) }),
      ),
    );
}

/** What BOP001 tells about a contract. */
function describe(tenant: Tenant, customer: number): Omit<ApplicationProps, 'base'> {
  const contract = readContract(tenant, customer);
  const current = contract.currentToken === null ? null : findToken(tenant, contract.currentToken);
  const inUse = current ? describeToken(tenant, current) : null;
  const next = contract.nextIssue === null ? null : describeIssue(tenant, contract.nextIssue);
  return {
    state: stateOf(contract),
    token: inUse ?? next,
    newToken: inUse ? next : null,
    mayIssue: allows(contract, 'issue'),
    mayStart: allows(contract, 'start'),
    mayRelease: contract.life.current === 'inUse',
    reason: reasonOf(tenant, contract),
    letter: letterOf(tenant, contract),
  };
}

/** 登録状況, in one word: a token in use counts before one that is on its way. */
export function stateOf({ life }: Contract): keyof typeof t.states {
  if (life.current !== 'none') return life.current;
  return life.next === 'none' ? 'none' : 'issued';
}

function reasonOf(tenant: Tenant, { life }: Contract): string | null {
  if (life.current === 'released') return t.releasedToday;
  if (life.current === 'suspended') return codeText.suspended(tenant.institution.tel);
  return null;
}

function describeToken(tenant: Tenant, token: Token): TokenFacts {
  return {
    serviceId: tenant.institution.serviceId,
    userId: token.userId,
    checkNumber: checkNumber(token.secret, token.id),
    toBeStarted: token.state !== 'inUse',
    others: [
      { name: t.device, value: token.device },
      { name: t.deviceAt, value: dateTime(token.issuedAt) },
      { name: t.expiresAt, value: date(token.expiresAt) },
    ],
  };
}

function describeIssue(tenant: Tenant, issueId: string): TokenFacts | null {
  const issue = findIssue(tenant, issueId);
  if (!issue) return null;
  const token = findDeliveredToken(tenant, issueId);
  if (token) return describeToken(tenant, token);
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
  tenant: Tenant,
  { id, mailAddress }: Issue,
): { name: string; value: string }[] {
  const state = letterState(tenant, id);
  if (state !== 'waiting' && state !== 'sent') return [];
  return [{ name: t.letter, value: `${t.letterStates[state]}（${mailAddress}）` }];
}

/** Of use as long as the app has no token from it. */
function letterOf(tenant: Tenant, { life, nextIssue }: Contract): ApplicationProps['letter'] {
  if (life.next !== 'issued' || nextIssue === null) return null;
  const issue = findIssue(tenant, nextIssue);
  const state = letterState(tenant, nextIssue);
  return issue && state ? { state, to: issue.mailAddress } : null;
}
