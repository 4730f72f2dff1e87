/** @jsxImportSource hono/jsx */
/** The question before a deed (SKQ001 to SKQ003), and what was done (SKD001 to SKD003). */
import type { Contract } from '../../back-office/client.ts';
import { Csrf, Field, Kept, Lines } from '../../site/frame/form.tsx';
import { frameText } from '../../site/frame/text.ts';
import { problemId } from '../../site/frame/form.tsx';
import type { Refused } from '../../site/problem.ts';
import { StateCards, contractPath } from './contract.tsx';
import type { DeedName } from './contract-words.ts';
import { wordsLength } from './limits.ts';
import { deedTexts, reasonText as t } from './text.ts';

/** Of the choice that has to be put into words. */
export const otherReason = 'other';

export function Question(props: {
  contract: Contract;
  deed: DeedName;
  csrf: string;
  /** By which the deed is done once, however often it is sent. */
  draft: string;
  form: Readonly<Record<string, string>>;
  /** Something came in between when it was sent. */
  wasCutOff: boolean;
  refused: Refused;
}) {
  const { contract, deed, csrf, draft, form, refused } = props;
  const { effects, submit } = deedTexts[deed];
  const back = contractPath(contract.reference);
  return (
    <>
      <section class="card notice">
        <Lines lines={effects} />
      </section>
      {props.wasCutOff && <Kept text={t.kept} />}
      <form class="card" method="post" action={`${back}/${deed}`}>
        <Csrf token={csrf} />
        <input type="hidden" name="draft" value={draft} />
        <ReasonChoice deed={deed} chosen={form['reason'] ?? ''} refusal={refused['reason']} />
        <Field
          name="words"
          refused={refused}
          label={t.words}
          format={t.wordsFormat}
          value={form['words'] ?? ''}
          autocomplete="off"
          maxlength={wordsLength}
        />
        <p class="buttons">
          <a class="button secondary" href={back}>
            {t.back}
          </a>
          <button class="primary">{submit}</button>
        </p>
      </form>
      <StateCards contract={contract} />
    </>
  );
}

function ReasonChoice(props: { deed: DeedName; chosen: string; refusal: string | undefined }) {
  const { deed, chosen, refusal } = props;
  const options = deedTexts[deed].reasons.map((text, at) => ({ value: String(at), text }));
  const described = refusal === '' ? problemId : 'reason-problem';
  return (
    <div class="field">
      <label for="reason">
        <span class="required">{frameText.required}</span> {t.label}
      </label>
      {refusal && (
        <strong class="field-problem" id="reason-problem">
          {refusal}
        </strong>
      )}
      <select
        id="reason"
        name="reason"
        required
        {...(refusal === undefined
          ? {}
          : { 'aria-invalid': 'true', 'aria-describedby': described })}
      >
        <option value="">{t.choose}</option>
        {[...options, { value: otherReason, text: t.other }].map(({ value, text }) => (
          <option value={value} {...(value === chosen ? { selected: true } : {})}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Where no answer came: the same deed by the same key, without a look at a state that nobody may be able to tell now. */
export function Again(props: {
  reference: string;
  deed: DeedName;
  csrf: string;
  draft: string;
  form: Readonly<Record<string, string>>;
}) {
  const { reference, deed, csrf, draft, form } = props;
  return (
    <form class="card" method="post" action={`${contractPath(reference)}/${deed}`}>
      <Csrf token={csrf} />
      <input type="hidden" name="draft" value={draft} />
      <input type="hidden" name="reason" value={form['reason'] ?? ''} />
      <input type="hidden" name="words" value={form['words'] ?? ''} />
      <p>
        {t.reference} {reference}
      </p>
      <p class="buttons">
        <button class="primary">{deedTexts[deed].submit}</button>
      </p>
    </form>
  );
}

export function Done({ contract, deed }: { contract: Contract; deed: DeedName }) {
  return (
    <>
      <section class="card notice">
        <p>{deedTexts[deed].doneLead}</p>
        <p class="buttons">
          <a class="button primary" href={contractPath(contract.reference)}>
            {t.toContract}
          </a>
        </p>
      </section>
      <StateCards contract={contract} />
    </>
  );
}
