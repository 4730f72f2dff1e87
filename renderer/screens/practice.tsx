/** A06 with a 練習用トークン: numbers by chance, which no institution knows, to rehearse with. Main knows nothing of it. */
import { useEffect, useState } from 'react';
import type { Clock, OpenToken, Token } from '../../shared/state.ts';
import { useText } from '../strings/text.ts';
import { CodeScreen } from './code.tsx';

const periodSeconds = 60;
const periodMs = periodSeconds * 1000;
const id = '0'.repeat(32);
const clock: Clock = { offsetMs: 0, checkedAt: null, doubt: 'none', question: null };

/** Six digits, by chance and by nothing else. */
function chanceCode(): string {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  return String(number % 1_000_000).padStart(6, '0');
}

function nextCode(): OpenToken {
  return {
    id,
    code: chanceCode(),
    codeExpiresAt: (Math.floor(Date.now() / periodMs) + 1) * periodMs,
    periodSeconds,
    waitSeconds: 8,
  };
}

export function PracticeScreen({ onBack }: { onBack: () => void }) {
  const { practiceToken: practice } = useText().help;
  const [openToken, setOpenToken] = useState(nextCode);

  useEffect(() => {
    const timer = setTimeout(
      () => setOpenToken(nextCode()),
      Math.max(0, openToken.codeExpiresAt - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [openToken]);

  const name = { ja: practice.institution, en: practice.institution };
  const token: Token = {
    id,
    institution: {
      serviceId: '',
      name,
      tel: practice.noTelephone,
      hours: { ja: '', en: '' },
      bankUrl: practice.site,
      color: '#5b6470',
      mark: practice.mark.slice(0, 2),
    },
    name,
    addition: '',
    maskedUserId: '',
    condition: 'usable',
    expiresAt: openToken.codeExpiresAt + 365 * 86_400_000,
    renewal: null,
    introduction: null,
  };
  return <CodeScreen token={token} openToken={openToken} clock={clock} onBack={onBack} practice />;
}
