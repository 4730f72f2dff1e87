/** Who answers the page: each call by its name, handed on to the use case that knows the rule. */
import type { Diagnosis, Handlers } from '../shared/contract.ts';
import { AppError } from '../shared/errors.ts';
import type { State, WindowShape } from '../shared/state.ts';
import { readMail } from './core/mail/read-mail.ts';
import type { Features } from './features.ts';
import type { AppClock } from './use-cases/clock.ts';
import { factsOf } from './use-cases/issued-token.ts';
import type { DirectoryLookup } from './use-cases/institution-lookup.ts';
import type { Policy } from './use-cases/policy/policy-table.ts';
import { publicFacts } from './use-cases/tokens.ts';
import type { Updates } from './use-cases/update/updates.ts';

export type HandlerPorts = {
  clock: Pick<AppClock, 'accept'>;
  settings: { change: Handlers['changeSettings'] };
  links: { finish: (number: number) => void };
  /** Opens an address in the system's browser. */
  openLink: (url: string) => Promise<void>;
  diagnose: (state: State) => Promise<Diagnosis>;
  directory: Pick<DirectoryLookup, 'app'>;
  updates: Pick<Updates, 'again' | 'agree' | 'coverCode'>;
  openManual: Handlers['openManual'];
  policy: Pick<Policy, 'updates'>;
  printPage: () => Promise<void>;
  takeShape: (shape: WindowShape) => void;
};

/** What the session lets a call do. */
export type SessionAccess = {
  state: () => State;
  /** Throws AppError with what keeps the vault shut, vault-locked among it. */
  opened: () => Features;
  /** The same of a vault that may be locked. */
  present: () => Features;
  retryOrRestart: () => Promise<void>;
  startAnew: () => Promise<void>;
  backgroundSync: () => Promise<void>;
};

export function createHandlers(session: SessionAccess, ports: HandlerPorts): Handlers {
  const { opened, present } = session;
  return {
    getState: session.state,
    retryStart: session.retryOrRestart,
    startAnew: session.startAnew,
    dismissNotice: ({ code }) => opened().dismissNotice(code),

    async unlock({ passcode }) {
      await present().passcode.unlock(passcode);
      void session.backgroundSync();
    },
    async unlockByTouchId() {
      await present().passcode.unlockByTouchId();
      void session.backgroundSync();
    },
    lock: () => opened().passcode.lockNow(),
    changePasscode: ({ current, next }) => opened().passcode.change(current, next),
    chooseTouchId: ({ on }) => opened().passcode.chooseTouchId(on),

    async checkActivationInput(input) {
      const { entry, ...rest } = await opened().activation.check(input);
      return { institution: entry && publicFacts(factsOf(entry)), ...rest };
    },
    finishLink: ({ number }) => ports.links.finish(number),
    readMail: ({ text }) => readMail(text),
    activate: async (input) => ({ tokenId: await opened().activation.activate(input) }),
    retryActivation: ({ id }) => opened().activation.retry(id),
    discardActivation: ({ id }) => opened().activation.discard(id),

    renewToken: async ({ tokenId }) => ({ tokenId: await opened().renewal.renew(tokenId) }),
    checkTokenStatus: async ({ tokenId }) => ({ status: await opened().status.check(tokenId) }),
    checkClock: () => opened().backgroundSync.checkClock(),
    acceptClock: ports.clock.accept,

    previewName: ({ tokenId, addition }) => opened().tokens.preview(tokenId, addition),
    renameToken: ({ tokenId, addition }) => opened().tokens.rename(tokenId, addition),
    finishIntroduction: ({ tokenId }) => opened().tokens.finishIntroduction(tokenId),
    finishFirstUse: ({ tokenId }) => opened().tokens.finishFirstUse(tokenId),
    removeToken: ({ tokenId }) => opened().tokens.remove(tokenId),
    orderTokens: ({ tokenIds }) => opened().tokens.order(tokenIds),

    openToken: ({ tokenId }) => opened().codeDisplay.open(tokenId),
    closeToken: () => opened().codeDisplay.close(),
    copyCode: () => opened().codeDisplay.copy(),
    openBankSite: ({ tokenId }) => ports.openLink(opened().tokens.bankUrl(tokenId)),

    openReleaseNotes() {
      if (ports.policy.updates === 'off') throw new AppError('set-by-institution');
      const release = ports.directory.app();
      if (release === null) throw new AppError('bad-request');
      return ports.openLink(release.notesUrl);
    },

    fetchUpdate: ports.updates.again,
    restartToUpdate: ports.updates.agree,
    coverCode: ({ covered }) => ports.updates.coverCode(covered),

    openManual: ports.openManual,
    printPage: ports.printPage,
    takeShape: ({ shape }) => ports.takeShape(shape),
    changeSettings: ports.settings.change,
    diagnose: () => ports.diagnose(session.state()),
  };
}
