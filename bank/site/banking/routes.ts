/** BPT001 and the pages that make it a bank: account, services. */
import { Hono } from 'hono';
import { readContract } from '../../contract/contract.ts';
import { findCustomer } from '../../customers/customer.ts';
import { hasNews, notKnownOf } from './in-doubt.ts';
import { AccountPage, Services, Top } from './page.tsx';
import { applicationText } from '../application/text.ts';
import { accountText, servicesText, topText } from './text.ts';
import { lastTransfers } from '../../customers/transfer.ts';
import { stateOf } from '../application/routes.ts';
import { sessionOf } from '../guard.ts';
import type { SendPage } from '../send-page.ts';
import type { SiteEnv, SiteParts } from '../visit.ts';

export function bankingRoutes({ tenant, base }: SiteParts, sendPage: SendPage): Hono<SiteEnv> {
  return new Hono<SiteEnv>()
    .get('/top', (c) => {
      const { customer, lastLogInAt } = sessionOf(c);
      const account = findCustomer(tenant, customer);
      return sendPage(
        c,
        { title: topText.title, screenId: 'BPT001', tab: 'home' },
        Top({
          base,
          account,
          lastLogInAt,
          hasNotKnown: hasNews(tenant, customer),
        }),
      );
    })
    .get('/account', (c) => {
      const { customer } = sessionOf(c);
      return sendPage(
        c,
        { title: accountText.title, screenId: 'BAC001', tab: 'account' },
        AccountPage({
          account: findCustomer(tenant, customer),
          transfers: lastTransfers(tenant, customer),
          notKnown: notKnownOf(tenant, customer),
          tel: tenant.institution.tel,
        }),
      );
    })
    .get('/services', async (c) => {
      const state = stateOf(await readContract(tenant, sessionOf(c).customer));
      return sendPage(
        c,
        { title: servicesText.title, screenId: 'BSV001', tab: 'services' },
        Services({ base, state: applicationText.states[state] }),
      );
    });
}
