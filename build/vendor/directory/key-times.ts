/**
 * When an institution may do what with which key, by the lists that apps still go by (docs/activation-protocol.md,
 * Replacing keys). Instants are epoch seconds.
 */
import { resendSeconds } from './state.ts';
import type { State } from './state.ts';

export type KeyTime = { serviceId: string; kid: string } & (
  | { is: 'sealing' | 'signing' }
  /** Listed, and not known to every app before then. */
  | { is: 'too-new'; from: number }
  /** Listed no more; its private half still opens what was sealed to it, until then. */
  | { is: 'to-keep'; until: number }
  | { is: 'to-drop' }
);

export function keyTimes({ signed }: State, now: number): KeyTime[] {
  const latest = signed.at(-1);
  if (latest === undefined) return [];
  const living = signed.filter(({ exp }) => exp > now);
  const ids = new Set(signed.flatMap(({ institutions }) => Object.keys(institutions)));
  return [...ids].flatMap((serviceId): KeyTime[] => {
    const entry = latest.institutions[serviceId];
    const listed = { encryption: entry?.encryption ?? [], signing: entry?.signing ?? [] };
    const signing = listed.signing.map((kid): KeyTime => {
      const without = living.filter(({ institutions }) => {
        const before = institutions[serviceId];
        return before !== undefined && !before.signing.includes(kid);
      });
      const from = Math.max(0, ...without.map(({ exp }) => exp));
      return from > now
        ? { serviceId, kid, is: 'too-new', from }
        : { serviceId, kid, is: 'signing' };
    });
    const sealing = listed.encryption.map((kid): KeyTime => ({ serviceId, kid, is: 'sealing' }));
    const sealed = signed.flatMap(({ exp, institutions }) =>
      (institutions[serviceId]?.encryption ?? []).map((kid) => ({
        kid,
        until: exp + resendSeconds,
      })),
    );
    const gone = [...new Set(sealed.map(({ kid }) => kid))].filter(
      (kid) => !listed.encryption.includes(kid),
    );
    const old = gone.map((kid): KeyTime => {
      const until = Math.max(
        ...sealed.filter((each) => each.kid === kid).map((each) => each.until),
      );
      return until > now
        ? { serviceId, kid, is: 'to-keep', until }
        : { serviceId, kid, is: 'to-drop' };
    });
    return [...sealing, ...signing, ...old];
  });
}
