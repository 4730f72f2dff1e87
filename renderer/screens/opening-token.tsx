/** Asks main to open a token; what it looks like meanwhile lasts a few milliseconds. */
import { useEffect, useEffectEvent } from 'react';
import { call } from '../bridge.ts';
import type { Failure } from '../bridge.ts';
import { StartingScreen } from './starting.tsx';

type OpeningTokenProps = { tokenId: string; onFailure: (failure: Failure) => void };

export function OpeningToken({ tokenId, onFailure }: OpeningTokenProps) {
  const failed = useEffectEvent(onFailure);
  useEffect(() => {
    async function open() {
      const reply = await call('openToken', { tokenId });
      if (!reply.ok) failed(reply);
    }
    void open();
  }, [tokenId]);
  return <StartingScreen />;
}
