/** Asks main to open a token; what it looks like meanwhile lasts a few milliseconds. */
import { useEffect, useEffectEvent } from 'react';
import { call } from '../bridge.ts';
import type { UseCall } from '../hooks/use-call.ts';
import { StartingScreen } from './starting.tsx';

type OpeningTokenProps = { tokenId: string; run: UseCall['run'] };

export function OpeningToken({ tokenId, run }: OpeningTokenProps) {
  const open = useEffectEvent((id: string) => run(() => call('openToken', { tokenId: id })));
  useEffect(() => open(tokenId), [tokenId]);
  return <StartingScreen />;
}
