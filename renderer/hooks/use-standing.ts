/** How a new token stands at its institution: asked at once, and again for as long as somebody looks. */
import { useEffect, useState } from 'react';
import type { Output } from '../../shared/contract.ts';
import { useDoor } from '../bridge.ts';

/** `unknown`: nobody could be asked. `ended`: its codes are not taken. */
export type Standing = 'asking' | 'unknown' | 'alive' | 'ended';

type Status = Output<'checkTokenStatus'>['status'];
const alive: ReadonlySet<Status> = new Set(['waiting', 'inUse']);

const againAfterMs = 15_000;
/** So long the customer is kept waiting for an answer. */
const patienceMs = 5_000;

export function useStanding(tokenId: string): Standing {
  const { call } = useDoor();
  const [standing, setStanding] = useState<Standing>('asking');

  useEffect(() => {
    const unknown = () => setStanding((before) => (before === 'asking' ? 'unknown' : before));
    let isOver = false;
    let timer: ReturnType<typeof setTimeout>;
    async function follow() {
      const reply = await call('checkTokenStatus', { tokenId });
      if (isOver) return;
      if (reply.ok) setStanding(alive.has(reply.value.status) ? 'alive' : 'ended');
      else unknown();
      timer = setTimeout(() => void follow(), againAfterMs);
    }
    const patience = setTimeout(unknown, patienceMs);
    void follow();
    return () => {
      isOver = true;
      clearTimeout(timer);
      clearTimeout(patience);
    };
  }, [call, tokenId]);

  return standing;
}
