/** @jsxImportSource hono/jsx */
/** BOK001, BOK002 and BOS001: the pages where a code starts or releases the token. */
import type { Refused } from '../problem.ts';
import { codeText, frameText } from '../frame/text.ts';
import { CodeField, Csrf, Phrases, Steps, entryFormId } from '../frame/form.tsx';
import { releaseText, startText } from './text.ts';

type Text = {
  steps: readonly string[];
  lead: string;
  submit: string;
  notes: readonly string[];
};

type FormProps = { base: string; csrf: string; refused: Refused };

function CodePage(props: FormProps & { action: string; text: Text }) {
  const { base, csrf, refused, action, text } = props;
  return (
    <>
      <Steps names={text.steps} current={0} />
      <p>{text.lead}</p>
      {text.notes.length > 0 && (
        <ul>
          {text.notes.map((note) => (
            <li>{note}</li>
          ))}
        </ul>
      )}
      <form id={entryFormId} class="card" method="post" action={`${base}${action}`}>
        <Csrf token={csrf} />
        <h2>{codeText.heading}</h2>
        <CodeField refused={refused} />
        <p class="buttons">
          <button class="primary">{text.submit}</button>
          <a class="button secondary" href={`${base}/otp/application`}>
            {frameText.back}
          </a>
        </p>
      </form>
    </>
  );
}

function Done(props: {
  base: string;
  steps: readonly string[];
  lead: string;
  notes: readonly string[];
}) {
  const { base, steps, lead, notes } = props;
  return (
    <>
      <Steps names={steps} current={steps.length - 1} />
      <section class="card">
        <p>
          <strong>{lead}</strong>
        </p>
        {notes.map((note) => (
          <p>{note}</p>
        ))}
        <p class="buttons">
          <a class="button primary" href={`${base}/otp/application`}>
            <Phrases text={frameText.toApplication} />
          </a>
        </p>
      </section>
    </>
  );
}

export function StartCheck(props: FormProps) {
  const text = { ...startText, notes: [] };
  return <CodePage {...props} action="/otp/start" text={text} />;
}

/** After the last wrong code: the issue is over, so there is no form any more. */
export function StartStopped({ base }: { base: string }) {
  return (
    <p class="buttons">
      <a class="button primary" href={`${base}/otp/application`}>
        <Phrases text={frameText.toApplication} />
      </a>
    </p>
  );
}

export function StartDone({ base }: { base: string }) {
  const { steps, doneLead, doneNote } = startText;
  return <Done base={base} steps={steps} lead={doneLead} notes={[doneNote]} />;
}

export function ReleaseCheck(props: FormProps) {
  return <CodePage {...props} action="/otp/release" text={releaseText} />;
}

export function ReleaseDone({ base }: { base: string }) {
  const { steps, doneLead, notes } = releaseText;
  return <Done base={base} steps={steps} lead={doneLead} notes={notes} />;
}
