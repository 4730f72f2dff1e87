/** Handlers that do nothing but remember that they were asked: one for each call of the contract. */
import { calls } from '../../../shared/contract.ts';
import type { CallName, Handlers, Output } from '../../../shared/contract.ts';
import { sampleView } from '../samples.ts';

/** To a call that a test wants answered. */
const answers: { [N in CallName]?: Output<N> } = {
  getState: { status: 'starting', view: sampleView },
};

export function fakeHandlers(): Handlers & { asked: string[] } {
  const asked: string[] = [];
  const handlers = Object.keys(calls).map((name) => [
    name,
    () => {
      asked.push(name);
      return answers[name as CallName];
    },
  ]);
  return { asked, ...(Object.fromEntries(handlers) as Handlers) };
}
