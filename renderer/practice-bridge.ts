/** 練習: what the page answers itself in place of main. Nothing typed in it is sent or kept. */
import type { CallName, Input, Output, Reply } from '../shared/contract.ts';
import { displayNames, readAddition } from '../shared/display-name.ts';
import type { Institution, Localized } from '../shared/state.ts';
import { activationPasswordDigits } from '../shared/limits.ts';
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

/** Named by main's own rule; null where main would refuse it. */
export function practiceName(institution: Institution, typed: string): Localized | null {
  const addition = readAddition(typed);
  if (addition === null) return null;
  const named = (name: string) => displayNames([{ institution: name, addition }])[0] ?? name;
  return { ja: named(institution.name.ja), en: named(institution.name.en) };
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
        malformed: malformedFields(input),
      }),
    // Whatever mail it is, a real one as well: only the IDs of the practice come of it.
    readMail: () => given([{ serviceId, userId }]),
    activate(input) {
      if (input.userId !== userId || input.activationPassword !== activationPassword) {
        return refused('wrong-credentials');
      }
      on.activated();
      return given({ tokenId: '' });
    },
    checkTokenStatus: () => given({ status: 'waiting' }),
    closeToken: nothing,
    previewName({ addition }) {
      const name = practiceName(institution, addition);
      return name === null ? refused('name-refused') : given(name);
    },
    renameToken({ addition }) {
      const read = readAddition(addition);
      if (read === null) return refused('name-refused');
      on.renamed(read);
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

/** As main would judge it, but that the service ID is the practice's own. */
function malformedFields(
  input: Input<'checkActivationInput'>,
): Output<'checkActivationInput'>['malformed'] {
  const { min, max } = activationPasswordDigits;
  const isPassword = new RegExp(`^[0-9]{${min},${max}}$`).test(input.activationPassword);
  return [
    ...(input.serviceId === practiceIds.serviceId ? [] : (['serviceId'] as const)),
    ...(input.userId.length === practiceIds.userId.length ? [] : (['userId'] as const)),
    ...(isPassword ? [] : (['activationPassword'] as const)),
  ];
}
