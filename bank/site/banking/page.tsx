/** @jsxImportSource hono/jsx */
/** Top page, account, transfer, services and the app's download page. */
import { accountText, downloadText, servicesText, topText, transferText } from './text.ts';
import { amount, dateTime } from '../frame/format.ts';
import { CodeField, Csrf, DraftId, Facts, Field, Steps } from '../frame/form.tsx';
import { ConfirmationField } from '../issue/page.tsx';

export type Account = { name: string; accountNumber: string; balanceYen: number };
export type Transfer = { payee: string; amountYen: number; madeAt: number };

export function Top(props: { base: string; account: Account; lastLogInAt: number | null }) {
  const { base, account, lastLogInAt } = props;
  return (
    <>
      <section class="card">
        <h2>{topText.welcome(account.name)}</h2>
        <p class="note">
          {topText.lastLogIn}: {lastLogInAt === null ? topText.firstLogIn : dateTime(lastLogInAt)}
        </p>
        <p>
          {topText.account} {accountText.tenant} {accountText.kind} {account.accountNumber}
        </p>
        <p class="balance">
          <span>{topText.balance}</span> <strong>{amount(account.balanceYen)}</strong> {topText.yen}
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
            { name: t.balance, value: `${amount(account.balanceYen)} ${topText.yen}` },
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
              {transfers.map(({ madeAt, payee, amountYen }) => (
                <tr>
                  <td>{dateTime(madeAt)}</td>
                  <td>{payee}</td>
                  <td class="number">
                    {amount(amountYen)} {topText.yen}
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

export function TransferEntry(props: {
  base: string;
  csrf: string;
  payee: string;
  amountYen: string;
}) {
  const t = transferText;
  return (
    <>
      <Steps names={t.steps} current={0} />
      <p>{t.enterLead}</p>
      <form class="card" method="post" action={`${props.base}/transfer`}>
        <Csrf token={props.csrf} />
        <Field
          name="payee"
          label={t.payee}
          format={t.payeeFormat}
          value={props.payee}
          autocomplete="off"
          maxlength={30}
          required
        />
        <Field
          name="amountYen"
          label={t.amount}
          format={t.amountFormat}
          value={props.amountYen}
          inputmode="numeric"
          autocomplete="off"
          maxlength={12}
          required
        />
        <p class="buttons">
          <button class="primary">{t.next}</button>
        </p>
      </form>
    </>
  );
}

export function TransferCheck(props: {
  base: string;
  csrf: string;
  id: string;
  payee: string;
  amountYen: number;
  asksForCode: boolean;
}) {
  const t = transferText;
  return (
    <>
      <Steps names={t.steps} current={1} />
      <p>{t.checkLead}</p>
      <form method="post" action={`${props.base}/transfer/check`}>
        <Csrf token={props.csrf} />
        <DraftId id={props.id} />
        <section class="card">
          <h2>{t.heading}</h2>
          <TransferFacts {...props} />
        </section>
        <section class="card">
          <h2>{t.confirmationHeading}</h2>
          <ConfirmationField label={t.confirmation} />
          {props.asksForCode && <CodeField label={t.otp} format={t.otpFormat} />}
        </section>
        <p class="buttons">
          <a class="button secondary" href={`${props.base}/transfer`}>
            {t.back}
          </a>
          <button class="primary">{t.submit}</button>
        </p>
      </form>
    </>
  );
}

function TransferFacts({ payee, amountYen }: { payee: string; amountYen: number }) {
  return (
    <Facts
      facts={[
        { name: transferText.payee, value: payee },
        { name: accountText.amount, value: `${amount(amountYen)} ${topText.yen}` },
      ]}
    />
  );
}

export function TransferDone({ base }: { base: string }) {
  return (
    <>
      <Steps names={transferText.steps} current={2} />
      <section class="card">
        <p>
          <strong>{transferText.doneLead}</strong>
        </p>
        <p class="buttons">
          <a class="button primary" href={`${base}/top`}>
            {transferText.toTop}
          </a>
        </p>
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

export function Download() {
  const t = downloadText;
  return (
    <section class="card">
      <h2>{t.downloadHeading}</h2>
      <p>{t.download}</p>
      <h2>{t.environmentHeading}</h2>
      <ul>
        {t.environment.map((system) => (
          <li>{system}</li>
        ))}
      </ul>
      <h2>{t.overviewHeading}</h2>
      <p>{t.overview}</p>
      <p>{t.safety}</p>
    </section>
  );
}
