/** @jsxImportSource hono/jsx */
/** BFR001 to BFR003: 振込・振替. */
import { maxLengths } from '../frame/limits.ts';
import { frameText } from '../frame/text.ts';
import type { Refused } from '../problem.ts';
import { amount, dateTime } from '../frame/format.ts';
import {
  CodeField,
  ConfirmationField,
  Csrf,
  DraftId,
  Entered,
  Facts,
  Field,
  Kept,
  Steps,
  entryFormId,
} from '../frame/form.tsx';
import { NotKnownNotice } from '../banking/not-known.tsx';
import { transferText } from './text.ts';

export function TransferEntry(props: {
  base: string;
  csrf: string;
  payee: string;
  amountYen: string;
  /** Something came in between when it was sent. */
  wasCutOff: boolean;
  hasNotKnown: boolean;
  refused: Refused;
}) {
  const t = transferText;
  return (
    <>
      <Steps names={t.steps} current={0} />
      <p>{t.enterLead}</p>
      {props.hasNotKnown && <NotKnownNotice base={props.base} />}
      {props.wasCutOff && <Kept text={t.kept} />}
      <form id={entryFormId} class="card" method="post" action={`${props.base}/transfer`}>
        <Csrf token={props.csrf} />
        <Field
          name="payee"
          refused={props.refused}
          label={t.payee}
          format={t.payeeFormat}
          value={props.payee}
          autocomplete="off"
          maxlength={maxLengths.payee}
          required
        />
        <Field
          name="amountYen"
          refused={props.refused}
          label={t.amount}
          format={t.amountFormat}
          value={props.amountYen}
          inputmode="numeric"
          autocomplete="off"
          maxlength={maxLengths.amountYen}
          required
        />
        <p class="buttons">
          <button class="primary">{frameText.next}</button>
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
  refused: Refused;
}) {
  const t = transferText;
  return (
    <>
      <Steps names={t.steps} current={1} />
      <p>{t.checkLead}</p>
      <form id={entryFormId} method="post" action={`${props.base}/transfer/check`}>
        <Csrf token={props.csrf} />
        <DraftId id={props.id} />
        <Entered fields={{ payee: props.payee, amountYen: String(props.amountYen) }} />
        <section class="card">
          <h2>{t.heading}</h2>
          <TransferFacts {...props} />
        </section>
        <section class="card">
          <h2>{t.confirmationHeading}</h2>
          <ConfirmationField refused={props.refused} />
          {props.asksForCode && <CodeField refused={props.refused} />}
        </section>
        <p class="buttons">
          <button class="primary">{t.submit}</button>
          <a class="button secondary" href={`${props.base}/transfer`}>
            {frameText.back}
          </a>
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
        { name: transferText.amountFact, value: `${amount(amountYen)} ${frameText.yen}` },
      ]}
    />
  );
}

export function TransferDone(props: {
  base: string;
  receipt: { number: string; payee: string; amountYen: number; madeAt: number };
}) {
  const { number, payee, amountYen, madeAt } = props.receipt;
  const t = transferText;
  return (
    <>
      <Steps names={t.steps} current={2} />
      <section class="card">
        <p>
          <strong>{t.doneLead}</strong>
        </p>
        <h2>{t.receiptHeading}</h2>
        <Facts
          facts={[
            { name: t.receiptNumber, value: number },
            { name: t.payee, value: payee },
            { name: t.amountFact, value: `${amount(amountYen)} ${frameText.yen}` },
            { name: t.madeAt, value: dateTime(madeAt) },
          ]}
        />
        <p class="buttons">
          <a class="button primary" href={`${props.base}/top`}>
            {frameText.toTop}
          </a>
        </p>
      </section>
    </>
  );
}
