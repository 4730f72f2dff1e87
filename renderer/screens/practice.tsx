/** 練習用トークン: the way from A01 to A06 on the same screens, for a clerk and a customer to walk by telephone. */
import { useEffect, useState } from 'react';
import type { Clock, Institution, OpenToken, Token } from '../../shared/state.ts';
import { DoorContext } from '../bridge.ts';
import type { Door } from '../bridge.ts';
import { practiceCall, practiceName } from '../practice-bridge.ts';
import { useText } from '../strings/use-text.ts';
import { ActivationScreen, noIds } from './activation.tsx';
import { CodeScreen } from './code.tsx';
import { Introduction } from './introduction.tsx';

const periodSeconds = 60;
const periodMs = periodSeconds * 1000;
const id = '0'.repeat(32);
/** Nothing is known of the clock, and no badge tells of it. */
const clock: Clock = { offsetMs: 0, checkedAt: null, doubt: 'none', question: null };

/** Six digits, by chance and by nothing else. */
function chanceNumber(): string {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  return String(number % 1_000_000).padStart(6, '0');
}

function nextCode(): OpenToken {
  return {
    id,
    code: chanceNumber(),
    codeExpiresAt: (Math.floor(Date.now() / periodMs) + 1) * periodMs,
    periodSeconds,
    waitSeconds: 8,
  };
}

export function PracticeScreen({ onBack }: { onBack: () => void }) {
  const { practice } = useText();
  const name = { ja: practice.institution, en: practice.institution };
  const institution: Institution = {
    serviceId: '',
    name,
    tel: practice.noTelephone,
    hours: { ja: '', en: '' },
    bankUrl: practice.site,
    color: '#5b6470',
    mark: practice.mark.slice(0, 2),
  };
  const [step, setStep] = useState<'activation' | 'introduction' | 'code'>('activation');
  const [ids, onIds] = useState(noIds);
  const [addition, setAddition] = useState('');
  const [checkNumber] = useState(chanceNumber);
  const [call] = useState<Door['call']>(() =>
    practiceCall(institution, {
      activated: () => setStep('introduction'),
      renamed: setAddition,
    }),
  );
  const [door] = useState<Door>({ call, endPractice: onBack });
  const token: Token = {
    id,
    institution,
    name: practiceName(institution, addition) ?? name,
    addition,
    kind: '',
    maskedUserId: '',
    condition: 'usable',
    expiresAt: 0,
    renewal: null,
    unlistedSince: null,
    introduction: null,
    firstUse: null,
  };
  return (
    <DoorContext value={door}>
      {step === 'activation' && (
        <ActivationScreen
          pending={[]}
          clock={clock}
          draft={{ ids, onIds }}
          onBack={onBack}
          isFirst
        />
      )}
      {step === 'introduction' && (
        <Introduction
          token={token}
          checkNumber={checkNumber}
          clock={clock}
          isFirst
          onDone={() => {
            setStep('code');
            return Promise.resolve({ ok: true, value: undefined });
          }}
        />
      )}
      {step === 'code' && <PracticeCode token={token} onBack={onBack} />}
    </DoorContext>
  );
}

function PracticeCode({ token, onBack }: { token: Token; onBack: () => void }) {
  const [openToken, setOpenToken] = useState(nextCode);
  useEffect(() => {
    const timer = setTimeout(
      () => setOpenToken(nextCode()),
      Math.max(0, openToken.codeExpiresAt - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [openToken]);
  const inAYear = openToken.codeExpiresAt + 365 * 86_400_000;
  return (
    <CodeScreen
      token={{ ...token, expiresAt: inAYear }}
      openToken={openToken}
      clock={clock}
      onBack={onBack}
    />
  );
}
