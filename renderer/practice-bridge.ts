/** 練習: what the page answers itself in place of main. Nothing typed in it is sent or kept. */
import type { CallName, Input, Output, Reply } from '../shared/contract.ts';
import type { Institution } from '../shared/state.ts';
import type { ErrorCode } from '../shared/errors.ts';
import type { Door } from './bridge.ts';

/** Easy to say on the telephone. No institution is given this service ID (docs/activation-protocol.md). */
export const practiceIds = {
  serviceId: '12345678',
  userId: 'ABCDE12345',
  activationPassword: '1234',
};

type Answers = { [N in CallName]?: (input: Input<N>) => Reply<Output<N>> };

const given = <T>(value: T): Reply<T> => ({ ok: true, value });
const refused = (code: ErrorCode): Reply<never> => ({ ok: false, code, facts: {} });
const nothing = () => given(undefined);

/** As main counts it: a full-width character is two wide. */
function widthOf(words: string): number {
  return Array.from(words).reduce((sum, letter) => sum + (/[ -~｡-ﾟ]/u.test(letter) ? 1 : 2), 0);
}

/** What is not rehearsed is refused here; it never goes on to main. */
export function practiceCall(
  institution: Institution,
  on: { activated: () => void; renamed: (addition: string) => void },
): Door['call'] {
  const { serviceId, userId, activationPassword } = practiceIds;
  const answers: Answers = {
    checkActivationInput: (input) =>
      given({
        institution: input.serviceId === serviceId ? institution : null,
        isUnknown: input.serviceId !== serviceId && input.serviceId.length >= serviceId.length,
        wellFormed:
          input.serviceId === serviceId &&
          input.userId.length === userId.length &&
          /^[0-9]{4,8}$/.test(input.activationPassword),
      }),
    // Whatever mail it is, a real one as well: only the IDs of the practice come of it.
    readMail: () => given({ serviceId, userId }),
    activate(input) {
      if (input.userId !== userId || input.activationPassword !== activationPassword) {
        return refused('wrong-credentials');
      }
      on.activated();
      return given({ tokenId: '' });
    },
    closeToken: nothing,
    previewName({ addition }) {
      if (widthOf(addition) > 16) return refused('name-refused');
      const named = (name: string) => `${name} ${addition}`.trim();
      return given({ ja: named(institution.name.ja), en: named(institution.name.en) });
    },
    renameToken({ addition }) {
      on.renamed(addition);
      return nothing();
    },
    copyCode: nothing,
    openBankSite: nothing,
  };
  return <N extends CallName>(name: N, input?: Input<N>): Promise<Reply<Output<N>>> => {
    const answer = answers[name] as ((input?: Input<N>) => Reply<Output<N>>) | undefined;
    return Promise.resolve(answer?.(input) ?? refused('bad-request'));
  };
}
