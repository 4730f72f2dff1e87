/** The answer to what a screen asks main by itself: asked anew with each change of the question. */
import { useEffect, useEffectEvent, useState } from 'react';
import type { Reply } from '../../shared/contract.ts';

/** @returns null until the first answer; an answer to an older question is dropped */
export function useAnswer<Q, T>(
  question: Q,
  ask: (question: Q) => Promise<Reply<T>>,
): Reply<T> | null {
  const [reply, setReply] = useState<Reply<T> | null>(null);
  const askMain = useEffectEvent(ask);
  useEffect(() => {
    let latest = true;
    async function follow() {
      const answer = await askMain(question);
      if (latest) setReply(answer);
    }
    void follow();
    return () => {
      latest = false;
    };
  }, [question]);
  return reply;
}
