/** The customer's addition to a token's name, with the result as main would make it. */
import { useState } from 'react';
import type { Token } from '../../../shared/state.ts';
import { useDoor } from '../../bridge.ts';
import { useAnswer } from '../../hooks/use-answer.ts';
import { useCall } from '../../hooks/use-call.ts';
import { useRefusal } from '../../hooks/use-refusal.ts';
import { errorSentence } from '../../strings/error-text.ts';
import { useText } from '../../strings/use-text.ts';
import { FailureNotice } from '../notices/failure-notice.tsx';
import { InstitutionMark } from '../institution-mark.tsx';
import { Screen } from '../screen.tsx';
import type { Step } from '../step-marker.tsx';
import { TextField } from './text-field.tsx';
import { Name } from '../name.tsx';

type NameFormProps = {
  number: string;
  title: string;
  step?: Step;
  token: Token;
  onBack: () => void;
  onSaved: () => void;
};

export function NameForm({ number, title, step, token, onBack, onSaved }: NameFormProps) {
  const text = useText();
  const { call } = useDoor();
  const institution = token.institution.name[text.directoryLanguage];
  const [addition, setAddition] = useState(token.addition);
  const preview = useAnswer(addition, () => call('previewName', { tokenId: token.id, addition }));
  const { busy, failure, run } = useCall();
  const refusal = useRefusal<'save'>();

  const refused = preview?.ok === false;
  return (
    <Screen
      number={number}
      title={title}
      {...(step === undefined ? {} : { step })}
      onBack={onBack}
      primary={{
        label: text.name.save,
        busy,
        onPress: () =>
          refused
            ? refusal.refuse('save')
            : run(() => call('renameToken', { tokenId: token.id, addition }), onSaved),
      }}
    >
      <dl className="facts facts-line">
        <dt>{text.name.current}</dt>
        <dd className="name">
          <Name>{institution}</Name>
        </dd>
      </dl>
      <p>{text.name.lead}</p>
      <dl className="facts facts-line">
        <dt>{text.name.before}</dt>
        <dd>{token.addition === '' ? text.name.notSet : token.addition}</dd>
      </dl>
      <TextField
        label={
          <>
            <span className="optional">{text.name.optional}</span> {text.name.after}
          </>
        }
        hint={text.name.limit}
        complaint={refused ? errorSentence(text.errors[preview.code], preview.facts) : undefined}
        value={addition}
        onValue={setAddition}
        firstFocus
      />
      <p className="example">{text.name.example(institution)}</p>
      <div className="preview" aria-live="polite">
        <p className="soft">{text.name.preview}</p>
        <p className="preview-name">
          <InstitutionMark institution={token.institution} />
          <span className="token-name">
            <Name>{preview?.ok === true ? preview.value[text.directoryLanguage] : '－'}</Name>
          </span>
        </p>
      </div>
      {failure !== null && <FailureNotice failure={failure} />}
    </Screen>
  );
}
