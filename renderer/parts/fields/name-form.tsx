/** The customer's addition to a token's name, with the result as main would make it. */
import { useEffect, useState } from 'react';
import type { Output, Reply } from '../../../shared/contract.ts';
import type { Token } from '../../../shared/state.ts';
import { useDoor } from '../../bridge.ts';
import type { Failure } from '../../bridge.ts';
import { errorSentence } from '../../strings/error-text.ts';
import { useText } from '../../strings/use-text.ts';
import { FailureNotice } from '../notices/failure-notice.tsx';
import { InstitutionMark } from '../institution-mark.tsx';
import { Screen } from '../screen.tsx';
import { TextField } from './text-field.tsx';

type NameFormProps = {
  number: string;
  title: string;
  token: Token;
  onBack: () => void;
  onSaved: () => void;
};

export function NameForm({ number, title, token, onBack, onSaved }: NameFormProps) {
  const text = useText();
  const { call } = useDoor();
  const institution = token.institution.name[text.language];
  const [addition, setAddition] = useState(token.addition);
  const [preview, setPreview] = useState<Reply<Output<'previewName'>> | null>(null);
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  useEffect(() => {
    let latest = true;
    async function ask() {
      const reply = await call('previewName', { tokenId: token.id, addition });
      if (latest) setPreview(reply);
    }
    void ask();
    return () => {
      latest = false;
    };
  }, [call, token.id, addition]);

  async function save() {
    setSaving(true);
    setFailure(null);
    const reply = await call('renameToken', { tokenId: token.id, addition });
    setSaving(false);
    if (reply.ok) onSaved();
    else setFailure(reply);
  }

  const refused = preview?.ok === false;
  return (
    <Screen
      number={number}
      title={title}
      onBack={onBack}
      primary={{
        label: text.name.save,
        disabled: refused,
        busy: saving,
        onPress: () => void save(),
      }}
    >
      <dl className="facts">
        <dt>{text.name.current}</dt>
        <dd>{institution}</dd>
      </dl>
      <p>{text.name.lead}</p>
      <dl className="facts">
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
          <span>{preview?.ok === true ? preview.value[text.language] : '－'}</span>
        </p>
      </div>
      {failure !== null && <FailureNotice failure={failure} />}
    </Screen>
  );
}
