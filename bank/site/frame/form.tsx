/** @jsxImportSource hono/jsx */
/** The parts that forms are made of. */
import type { Child } from 'hono/jsx';
import type { Problem, Refused } from '../problem.ts';
import { maxLengths } from './limits.ts';
import { codeText, confirmationText, frameText as t } from './text.ts';

export function Csrf({ token }: { token: string }) {
  return <input type="hidden" name="csrf" value={token} />;
}

/** Ties a confirmation to what the page showed: another window may have entered something else since. */
export function DraftId({ id }: { id: string }) {
  return <input type="hidden" name="draft" value={id} />;
}

/** What the page shows, so that it is not lost where the session is over when it is sent. Nothing is done by it. */
export function Entered({ fields }: { fields: Readonly<Record<string, string>> }) {
  return (
    <>
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  );
}

/** Above a form with what was typed before something came in between. */
export function Kept({ text }: { text: string }) {
  return (
    <section class="card notice">
      <p>{text}</p>
    </section>
  );
}

/** Of the form to be filled in, on a page that has one (`Page.hasEntry`). */
export const entryFormId = 'entry';

/** Where the sentence stands that tells what is wrong with the page as a whole. */
export const problemId = 'problem';

export type FieldProps = {
  name: string;
  /** Of the whole form; '' where the sentence above the form tells. */
  refused: Refused;
  label: string;
  type?: 'text' | 'password' | 'email';
  format?: string;
  /** Below the field. */
  note?: string;
  required?: boolean;
  value?: string;
  inputmode?: 'numeric' | 'email' | 'text';
  autocomplete: string;
  maxlength: number;
  /** Which keys the software keyboard offers; without it there is no such keyboard. */
  keyboard?: 'letters' | 'digits';
};

/** Without JavaScript the keyboard's check box stays away: browser/software-keyboard.ts uncovers it. */
export function Field(props: FieldProps) {
  const { name, label, type = 'text', format, note, required = false, keyboard } = props;
  const refusal = props.refused[name];
  const described = [
    refusal !== undefined && (refusal === '' ? problemId : `${name}-problem`),
    format && `${name}-format`,
    note && `${name}-note`,
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <div class="field">
      <label for={name}>
        {required && <span class="required">{t.required}</span>} {label}
      </label>
      {format && (
        <span class="format" id={`${name}-format`}>
          {format}
        </span>
      )}
      {refusal && (
        <strong class="field-problem" id={`${name}-problem`}>
          {refusal}
        </strong>
      )}
      <input
        id={name}
        name={name}
        type={type}
        value={props.value ?? ''}
        maxlength={props.maxlength}
        autocomplete={props.autocomplete}
        autocapitalize="none"
        spellcheck={false}
        {...(props.inputmode ? { inputmode: props.inputmode } : {})}
        {...(required ? { required: true } : {})}
        {...(refusal === undefined ? {} : { 'aria-invalid': 'true' })}
        {...(described ? { 'aria-describedby': described } : {})}
      />
      {keyboard && (
        <label class="keyboard-choice" hidden>
          <input type="checkbox" data-keyboard-for={name} data-keyboard={keyboard} />{' '}
          {t.softwareKeyboard}
        </label>
      )}
      {note && (
        <span class="note" id={`${name}-note`}>
          {note}
        </span>
      )}
    </div>
  );
}

/** The field for a one-time password, alike on each page that asks for one. */
export function CodeField({ refused }: { refused: Refused }) {
  return (
    <Field
      name="code"
      refused={refused}
      label={codeText.label}
      format={codeText.format}
      required
      inputmode="numeric"
      autocomplete="one-time-code"
      maxlength={maxLengths.code}
    />
  );
}

/** The password of transfers, alike wherever it is asked for. */
export function ConfirmationField({ refused, note }: { refused: Refused; note?: string }) {
  return (
    <Field
      name="confirmation"
      refused={refused}
      label={confirmationText.label}
      type="password"
      autocomplete="off"
      maxlength={maxLengths.password}
      keyboard="letters"
      required
      {...(note ? { note } : {})}
    />
  );
}

export function Steps({ names, current }: { names: readonly string[]; current: number }) {
  return (
    <ol class="steps" aria-label={t.steps}>
      {names.map((name, index) => (
        <li {...(index === current ? { 'aria-current': 'step' } : {})}>
          <Phrases text={name} />
        </li>
      ))}
    </ol>
  );
}

export function Facts({
  facts,
}: {
  facts: readonly { name: string; value: Child; id?: string }[];
}) {
  return (
    <dl class="facts">
      {facts.map(({ name, value, id }) => (
        <>
          <dt>{name}</dt>
          <dd {...(id ? { id } : {})}>{value}</dd>
        </>
      ))}
    </dl>
  );
}

/** No browser knows them for phrases of their own, and with what stands at their sides they are longer than a phone is wide. */
const longWords = /(ワンタイムパスワード|ソフトウェアトークン)/;

/** May be broken before and after such a word, but not from a bracket, a particle or a mark that belongs to it. */
export function Phrases({ text }: { text: string }) {
  const parts = text.split(longWords);
  return (
    <span>
      {parts.map((part, at) => (
        <>
          {at > 0 && isSeam(parts[at - 1] ?? '', part) && <wbr />}
          {part}
        </>
      ))}
    </span>
  );
}

const isSeam = (before: string, after: string): boolean =>
  /[^\p{Ps}<]$/u.test(before) && /^[\p{Script=Han}\p{Script=Katakana}]/u.test(after);

export function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <>
      {lines.map((line) => (
        <p>{line}</p>
      ))}
    </>
  );
}

/** The focus is here after a form that was refused, so that it is read first and seen. */
export function ProblemBox({ heading, sentences }: Problem) {
  return (
    <div class="problem" id={problemId} tabindex={-1} autofocus role="alert">
      <strong>{heading}</strong>
      {sentences.map(({ text, field }) => (
        <p>{field === null ? text : <a href={`#${field}`}>{text}</a>}</p>
      ))}
    </div>
  );
}
