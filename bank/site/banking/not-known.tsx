/** @jsxImportSource hono/jsx */
/** Transfers whose answer was lost: on each page where a customer could take them for made, or make them a second time. */
import type { Transfer } from '../../customers/transfer.ts';
import { amount, dateTime } from '../frame/format.ts';
import { frameText } from '../frame/text.ts';
import type { NotKnown } from './in-doubt.ts';
import { accountText, notKnownText as t } from './text.ts';

export function NotKnownCards({ inDoubt, notBooked, tel }: NotKnown & { tel: string }) {
  return (
    <>
      {inDoubt.length > 0 && (
        <section class="card notice">
          <h2>{t.inDoubt}</h2>
          <p>{t.inDoubtLead}</p>
          <TransferTable transfers={inDoubt} />
        </section>
      )}
      {notBooked.length > 0 && (
        <section class="card notice">
          <h2>{t.notBooked}</h2>
          <p>{t.notBookedLead(tel)}</p>
          <TransferTable transfers={notBooked} />
        </section>
      )}
    </>
  );
}

export function NotKnownNotice({ base }: { base: string }) {
  return (
    <section class="card notice">
      <h2>{t.heading}</h2>
      <p>{t.notice}</p>
      <p class="buttons">
        <a class="button secondary" href={`${base}/account`}>
          {t.toAccount}
        </a>
      </p>
    </section>
  );
}

export function TransferTable({ transfers }: { transfers: readonly Transfer[] }) {
  const { date, payee: payeeHead, amount: amountHead, receiptNumber } = accountText;
  return (
    <table class="transfers">
      <thead>
        <tr>
          <th scope="col">{date}</th>
          <th scope="col">{payeeHead}</th>
          <th scope="col">{amountHead}</th>
        </tr>
      </thead>
      <tbody>
        {transfers.map(({ number, madeAt, payee, amountYen }) => (
          <tr>
            <td>{dateTime(madeAt)}</td>
            <td>
              {payee}
              <span class="receipt">
                {receiptNumber} {number}
              </span>
            </td>
            <td class="number">
              {amount(amountYen)} {frameText.yen}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
