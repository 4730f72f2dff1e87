/** A bridge without a main process behind it: answers from a script, and keeps what it was asked. */
import type { Bridge, CallName, Reply } from '../../../shared/contract.ts';
import type { Institution, Localized, State } from '../../../shared/state.ts';

export type BridgeScript = {
  state: State;
  directory: Institution[];
  /** What a call answers instead of the plain success; `never` leaves it open. */
  replies: Partial<Record<CallName, Reply<unknown> | 'never'>>;
};

export type FakeBridge = Bridge & {
  asked: { name: CallName; input: unknown }[];
  announce: (state: State) => void;
};

/**
 * Puts the fake on `window.bridge`. It is sent into the page as source text, so it uses nothing from outside itself.
 */
export function installFakeBridge({ state: first, directory, replies }: BridgeScript): void {
  let state = first;
  const listeners = new Set<(state: State) => void>();
  const asked: FakeBridge['asked'] = [];

  function joined(name: string, addition: string): string {
    return addition === '' ? name : `${name} ${addition}`;
  }

  function previewName(input: { tokenId: string; addition: string }): Localized {
    const tokens = state.status === 'ready' ? state.tokens : [];
    const token = tokens.find(({ id }) => id === input.tokenId);
    const name = token?.institution.name ?? { ja: '', en: '' };
    return { ja: joined(name.ja, input.addition), en: joined(name.en, input.addition) };
  }

  function checkActivationInput(input: Record<string, string>) {
    const { serviceId = '', userId = '', activationPassword = '' } = input;
    const institution = directory.find((entry) => entry.serviceId === serviceId) ?? null;
    const malformed = [
      ...(/^[0-9]{8}$/.test(serviceId) ? [] : ['serviceId']),
      ...(/^[0-9A-Z]{10}$/.test(userId) ? [] : ['userId']),
      ...(/^[0-9]{4,8}$/.test(activationPassword) ? [] : ['activationPassword']),
    ];
    return {
      institution,
      isUnknown: institution === null && /^[0-9]{8}$/.test(serviceId),
      malformed,
    };
  }

  function value(name: CallName, input: unknown): unknown {
    if (name === 'getState') return state;
    if (name === 'previewName') return previewName(input as { tokenId: string; addition: string });
    if (name === 'checkActivationInput') return checkActivationInput(input as never);
    if (name === 'readMail') return [];
    if (name === 'checkTokenStatus') return { status: 'inUse' };
    if (name === 'openManual') return 'opened';
    if (name === 'diagnose') return { findings: [], supportCode: '0.1.0-L' };
    return undefined;
  }

  const bridge = {
    asked,
    call(name: CallName, input?: unknown): Promise<Reply<unknown>> {
      asked.push({ name, input });
      const scripted = replies[name];
      if (scripted === 'never') return new Promise(() => undefined);
      return Promise.resolve(scripted ?? { ok: true, value: value(name, input) });
    },
    subscribe(listener: (state: State) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    announce(next: State) {
      state = next;
      for (const listener of listeners) listener(next);
    },
  };
  Object.defineProperty(window, 'bridge', { value: bridge });
}
