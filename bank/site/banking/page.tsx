/** @jsxImportSource hono/jsx */
/** Top page, account and services. */
import type { Transfer } from '../../customers/transfer.ts';
import { accountText, servicesText, topText } from './text.ts';
import { amount, dateTime } from '../frame/format.ts';
import { frameText } from '../frame/text.ts';
import { Facts } from '../frame/form.tsx';

export type Account = { name: string; accountNumber: string; balanceYen: number };

export function Top(props: { base: string; account: Account; lastLogInAt: number | null }) {
  const { base, account, lastLogInAt } = props;
  return (
    <>
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
            {topText.otp}
          </a>
        </p>
        <p>{topText.otpNote}</p>
      </section>
    </>
  );
}

export function AccountPage({ account, transfers }: { account: Account; transfers: Transfer[] }) {
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
      <section class="card">
        <h2>{t.history}</h2>
        {transfers.length === 0 ? (
          <p>{t.noHistory}</p>
        ) : (
          <table>
            <thead>
              <tr>
                <th scope="col">{t.date}</th>
                <th scope="col">{t.payee}</th>
                <th scope="col">{t.amount}</th>
              </tr>
            </thead>
            <tbody>
              {transfers.map(({ number, madeAt, payee, amountYen }) => (
                <tr>
                  <td>{dateTime(madeAt)}</td>
                  <td>
                    {payee}
                    <span class="receipt">
                      {t.receiptNumber} {number}
                    </span>
                  </td>
                  <td class="number">
                    {amount(amountYen)} {frameText.yen}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
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
          {t.change}
        </a>
      </p>
    </section>
  );
}
