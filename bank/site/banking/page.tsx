/** @jsxImportSource hono/jsx */
/** Top page, account and services. */
import type { Transfer } from '../../customers/transfer.ts';
import { accountText, servicesText, topText } from './text.ts';
import { amount, dateTime } from '../frame/format.ts';
import { frameText } from '../frame/text.ts';
import { NotKnownCards, NotKnownNotice, TransferTable } from './not-known.tsx';
import type { NotKnown } from './in-doubt.ts';
import { Facts, Phrases } from '../frame/form.tsx';

export type Account = { name: string; accountNumber: string; balanceYen: number };

export function Top(props: {
  base: string;
  account: Account;
  lastLogInAt: number | null;
  hasNotKnown: boolean;
}) {
  const { base, account, lastLogInAt, hasNotKnown } = props;
  return (
    <>
      {hasNotKnown && <NotKnownNotice base={base} />}
      <section class="card">
        <h2>{topText.welcome(account.name)}</h2>
        <p class="note">
          {topText.lastLogIn}:{' '}
          <span class="together">
            {lastLogInAt === null ? topText.firstLogIn : dateTime(lastLogInAt)}
          </span>
        </p>
        <p>
          {topText.account} {accountText.tenant}{' '}
          <span class="together">
            {accountText.kind} {account.accountNumber}
          </span>
        </p>
        <p class="balance">
          {topText.balance}{' '}
          <span class="number">
            <strong>{amount(account.balanceYen)}</strong> {frameText.yen}
          </span>
        </p>
      </section>
      <section class="card">
        <p class="buttons">
          <a class="button primary" href={`${base}/otp`}>
            <Phrases text={topText.otp} />
          </a>
        </p>
        <p>{topText.otpNote}</p>
      </section>
    </>
  );
}

export function AccountPage(props: {
  account: Account;
  transfers: Transfer[];
  notKnown: NotKnown;
  tel: string;
}) {
  const { account, transfers, notKnown, tel } = props;
  const t = accountText;
  return (
    <>
      <section class="card">
        <h2>
          {t.tenant} {t.kind}
        </h2>
        <Facts
          facts={[
            { name: t.number, value: account.accountNumber },
            { name: t.balance, value: `${amount(account.balanceYen)} ${frameText.yen}` },
          ]}
        />
      </section>
      <NotKnownCards {...notKnown} tel={tel} />
      <section class="card">
        <h2>{t.history}</h2>
        {transfers.length === 0 ? <p>{t.noHistory}</p> : <TransferTable transfers={transfers} />}
      </section>
    </>
  );
}

export function Services({ base, state }: { base: string; state: string }) {
  const t = servicesText;
  return (
    <section class="card">
      <p>{t.lead}</p>
      <Facts facts={[{ name: t.otp, value: state }]} />
      <p class="buttons">
        <a class="button primary" href={`${base}/otp`}>
          <Phrases text={t.change} />
        </a>
      </p>
    </section>
  );
}
