/** How a new token stands at its institution: asked at once, and again for as long as somebody looks. */
import { useEffect, useState } from 'react';
import type { Output } from '../../shared/contract.ts';
import { useDoor } from '../bridge.ts';

/** `unknown`: nobody could be asked. `ended`: its codes are not taken. */
export type Standing = 'asking' | 'unknown' | 'alive' | 'ended';

type Status = Output<'checkTokenStatus'>['status'];
const alive: ReadonlySet<Status> = new Set(['waiting', 'inUse']);

/** How long after an answer it is asked again: at first the other home may still be about it. */
const pausesMs = [15_000, 30_000, 60_000] as const;
/** So long the customer is kept waiting for an answer. */
const patienceMs = 5_000;

export function useStanding(tokenId: string): Standing {
  const { call } = useDoor();
  const [standing, setStanding] = useState<Standing>('asking');

  useEffect(() => {
    const unknown = () => setStanding((before) => (before === 'asking' ? 'unknown' : before));
    let isOver = false;
    let timer: ReturnType<typeof setTimeout>;
    async function follow(times: number) {
      const reply = await call('checkTokenStatus', { tokenId });
      if (isOver) return;
      if (reply.ok) setStanding(alive.has(reply.value.status) ? 'alive' : 'ended');
      else unknown();
      timer = setTimeout(() => void follow(times + 1), pausesMs[times] ?? pausesMs[2]);
    }
    const patience = setTimeout(unknown, patienceMs);
    void follow(0);
    return () => {
      isOver = true;
      clearTimeout(timer);
      clearTimeout(patience);
    };
  }, [call, tokenId]);

  return standing;
}
