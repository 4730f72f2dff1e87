/** A16 診断: part by part a mark and a sentence, and a code for the telephone. */
import { useEffect, useEffectEvent, useState } from 'react';
import { errorNumbers } from '../../shared/errors.ts';
import type { Diagnosis } from '../../shared/contract.ts';
import type { Update } from '../../shared/state.ts';
import { call } from '../bridge.ts';
import { useCall } from '../hooks/use-call.ts';
import { FailureNotice } from '../parts/notices/failure-notice.tsx';
import { UpdateNotice } from '../parts/notices/update-notice.tsx';
import { PolicyList } from '../parts/notices/policy-list.tsx';
import { Icon } from '../parts/icon.tsx';
import { Screen } from '../parts/screen.tsx';
import { useRoutedText } from '../strings/use-routed-text.ts';

const icons = { good: 'check', caution: 'info', bad: 'warning' } as const;

export function DiagnosisScreen({ update, onBack }: { update: Update; onBack: () => void }) {
  const { diagnosis } = useRoutedText();
  const [found, setFound] = useState<Diagnosis | null>(null);
  const { failure, run } = useCall();

  const diagnose = () => run(() => call('diagnose'), setFound);
  const diagnoseAtFirst = useEffectEvent(diagnose);
  useEffect(() => diagnoseAtFirst(), []);

  function again() {
    setFound(null);
    diagnose();
  }

  const running = found === null && failure === null;
  return (
    <Screen
      number="A16"
      title={diagnosis.title}
      onBack={onBack}
      primary={{
        label: running ? diagnosis.running : diagnosis.again,
        busy: running,
        onPress: again,
      }}
    >
      <output>{running && diagnosis.running}</output>
      {failure !== null && <FailureNotice failure={failure} />}
      {update.step !== 'none' && <UpdateNotice update={update} />}
      {found !== null && (
        <>
          <ul className="findings">
            {found.findings.map(({ part, mark, finding, code }) => (
              <li key={part} className={`finding finding-${mark}`}>
                <Icon name={icons[mark]} />
                <div>
                  <h2>
                    {diagnosis.parts[part]}
                    <span className="finding-mark">{diagnosis.marks[mark]}</span>
                  </h2>
                  <p>
                    {diagnosis.findings[finding]}
                    {code !== null && ` (${errorNumbers[code]})`}
                  </p>
                </div>
              </li>
            ))}
          </ul>
          {found.policy && <PolicyList policy={found.policy} />}
          <SupportCode value={found.supportCode} />
        </>
      )}
    </Screen>
  );
}

function SupportCode({ value }: { value: string }) {
  const { diagnosis } = useRoutedText();
  const [copied, setCopied] = useState(false);
  return (
    <section className="support-code">
      <h2>{diagnosis.supportCode}</h2>
      <p className="support-value">{value}</p>
      <p className="soft">{diagnosis.supportUse}</p>
      <button type="button" className="secondary" onClick={() => setCopied(copyWords(value))}>
        <Icon name={copied ? 'check' : 'copy'} />
        <span>{copied ? diagnosis.copied : diagnosis.copy}</span>
      </button>
      <output className="for-readers">{copied && diagnosis.copied}</output>
    </section>
  );
}

/** Words that are no secret go to the clipboard by the page's own hand: the page has no permission to more. */
function copyWords(words: string): boolean {
  let done = false;
  const give = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', words);
    event.preventDefault();
    event.stopImmediatePropagation();
    done = true;
  };
  document.addEventListener('copy', give, { capture: true });
  document.execCommand('copy');
  document.removeEventListener('copy', give, { capture: true });
  return done;
}
