/** Everything that works on an open vault, put together once it is open, and what of it the page is shown. */
import type * as z from 'zod';
import type { Ready, View } from '../shared/state.ts';
import type { ErrorCode } from '../shared/errors.ts';
import { createActivation } from './use-cases/activate.ts';
import type { ActivatingInstitutions } from './use-cases/activate.ts';
import { SeenDirectory } from './use-cases/institution-lookup.ts';
import type { DirectoryLookup } from './use-cases/institution-lookup.ts';
import { createKeptDirectory } from './use-cases/kept-directory.ts';
import type { ExcerptStore } from './use-cases/kept-directory.ts';
import { createBackgroundSync } from './use-cases/background-sync.ts';
import type { InstitutionFacts } from '../shared/institution.ts';
import type { Log } from './core/log.ts';
import type { Policy } from './use-cases/policy/policy-table.ts';
import { createPasscode } from './use-cases/passcode.ts';
import type { Passcode } from './use-cases/passcode.ts';
import type { TouchId, VaultLock } from './use-cases/passcode.ts';
import { createRenewal } from './use-cases/renew.ts';
import type { RenewingInstitutions } from './use-cases/renew.ts';
import { createAttempts } from './use-cases/attempts.ts';
import type { AttemptStore, Attempts, TokenSource } from './use-cases/attempts.ts';
import { SavedClock } from './use-cases/clock.ts';
import type { AppClock, TimeSource } from './use-cases/clock.ts';
import { createCodeDisplay } from './use-cases/code-display.ts';
import type { CodeDisplay } from './use-cases/code-display.ts';
import { createTokenStatus } from './use-cases/token-status.ts';
import type { StatusSource, StatusStore } from './use-cases/token-status.ts';
import { Unlisted, createUnlisted } from './use-cases/unlisted.ts';
import { readActivationLink } from './core/mail/activation-link.ts';
import { createTokens } from './use-cases/tokens.ts';
import type { TokenStore, Tokens } from './use-cases/tokens.ts';
import { SeenVersion } from './use-cases/update/updates.ts';
import type { Updates } from './use-cases/update/updates.ts';

export type SessionStore = AttemptStore &
  ExcerptStore &
  StatusStore &
  TokenStore & {
    setting<T>(key: string, schema: z.ZodType<T>): T | null;
    changeSetting(key: string, value: unknown): void;
    lock: VaultLock;
    unsealed(): UnsealedSummary[];
    readOnly(): boolean;
    notices(): ErrorCode[];
    dismissNotice(code: ErrorCode): void;
    close(): void;
  };

/** Outside the seal: whose tokens the vault holds. */
export type UnsealedSummary = { institution: InstitutionFacts; maskedUserId: string };

export type FeaturePorts = {
  directory: DirectoryLookup;
  /** Under which name the vault keeps which list is the newest: another signer's is another list. */
  directorySeenAs: string;
  /** The institution's, on this PC. */
  policy: Policy;
  institutions: ActivatingInstitutions &
    RenewingInstitutions &
    TokenSource &
    StatusSource &
    TimeSource;
  clock: AppClock;
  after: (delayMs: number, task: () => void) => () => void;
  clipboard: { copy: (text: string) => Promise<void>; clear: () => Promise<void> };
  settings: {
    view: () => View;
    lastTokenId: () => string | null;
    rememberToken: (tokenId: string) => void;
  };
  /** From the institution's mail or page. */
  links: { latest: () => { number: number; text: string } | null };
  touchId: TouchId;
  updates: Pick<Updates, 'restore' | 'watch' | 'look'>;
  randomId: () => string;
  log: Log;
  appVersion: string;
};

export type Features = ReturnType<typeof openFeatures>;

export function openFeatures(ports: FeaturePorts, store: SessionStore, announce: () => void) {
  const { clock, directory, directorySeenAs: seenAs, policy, settings } = ports;
  /** Of a token that has just ended no code stays on the screen. */
  const changed = () => {
    codeDisplay.recheck();
    announce();
  };
  const shared = {
    store,
    now: clock.now,
    clockInQuestion: () => clock.state().question !== null,
    clock,
    changed,
  };
  const passcode = createPasscode({
    lock: store.lock,
    touchId: ports.touchId,
    tokens: store.tokens,
    requiredBy: (serviceId) => requiresPasscode(ports, serviceId),
    conceal: () => codeDisplay.conceal(),
    directory: () => keptDirectory,
    changed,
    now: clock.now,
  });
  const codeDisplay = createCodeDisplay({
    ...shared,
    ...ports,
    changed: announce,
    passcodeMissing: passcode.isMissing,
    copyingAllowed: policy.copyingAllowed ?? true,
    opened: settings.rememberToken,
  });
  const replaced = (oldId: string, newId: string) => {
    codeDisplay.replaced(oldId, newId);
    if (settings.lastTokenId() === oldId) settings.rememberToken(newId);
  };
  const attempts = createAttempts({ ...shared, ...ports, replaced });
  const activation = createActivation({ ...shared, ...ports, attempts });
  const renewal = createRenewal({ ...shared, ...ports, attempts });
  const status = createTokenStatus({ ...shared, ...ports });
  /** What can't be written down now is learnt anew another time. */
  const keepAs = (key: string) => (value: unknown) => {
    try {
      store.changeSetting(key, value);
    } catch (error) {
      ports.log('setting-not-kept', error);
    }
  };
  clock.restore(store.setting('clock', SavedClock), keepAs('clock'));
  directory.restore(store.setting(seenAs, SeenDirectory), keepAs(seenAs));
  ports.updates.restore(store.setting('app-version', SeenVersion), keepAs('app-version'));
  ports.updates.watch(usesOf(store, { passcode, attempts, codeDisplay }));
  clock.onChange(changed);
  const tokens = createTokens({ ...shared, attempts, directory });
  const unlisted = createUnlisted({
    store,
    directory,
    known: store.setting('unlisted', Unlisted),
    keep: keepAs('unlisted'),
    changed,
  });
  const keptDirectory = createKeptDirectory({ ...shared, ...ports, ...store.lock });
  const backgroundSync = createBackgroundSync({
    ...ports,
    store,
    attempts,
    status,
    unlisted,
    keptDirectory,
  });
  /** Where nothing can be written, that it was read is kept for as long as the app runs. */
  const readNotices = new Set<ErrorCode>();

  return {
    store,
    tokens,
    activation,
    renewal,
    status,
    codeDisplay,
    passcode,
    backgroundSync,
    keptDirectory,

    openOnly: () => openOnly(tokens, codeDisplay, ports.log),

    dismissNotice(code: ErrorCode): void {
      readNotices.add(code);
      if (!store.readOnly()) store.dismissNotice(code);
      announce();
    },

    /** With the vault unlocked. Throws AppError with a code of storage. */
    state: (): Ready => ({
      status: 'ready',
      view: settings.view(),
      tokens: tokens.list().map((token) => ({
        ...token,
        renewal: renewal.state(token.id, token.condition, token.expiresAt),
        unlistedSince: unlisted.since(token.institution.serviceId),
      })),
      lastTokenId: settings.lastTokenId(),
      openToken: codeDisplay.state(),
      pending: activation.pending(),
      clock: clock.state(),
      passcode: passcode.state(),
      link: readLink(ports.links.latest()),
      notices: noticesOf(store).filter((code) => !readNotices.has(code)),
      appVersion: ports.appVersion,
    }),
  };
}

/** At the start, where there is but one token: its code is what the customer has come for. */
function openOnly(tokens: Tokens, codeDisplay: CodeDisplay, log: Log): void {
  const [only, ...others] = tokens.list();
  if (only?.condition !== 'usable' || only.introduction !== null || others.length > 0) return;
  try {
    codeDisplay.open(only.id);
  } catch (error) {
    // The page asks for it too, and is told why there is none.
    log('not-opened', error);
  }
}

/** What the app must not be restarted in. */
const usesOf = (
  store: SessionStore,
  of: { passcode: Passcode; attempts: Attempts; codeDisplay: CodeDisplay },
) => ({
  isOpenToken: () => of.codeDisplay.state() !== null,
  isActivating: () =>
    !of.passcode.isLocked() && store.attempts().some(({ id }) => of.attempts.isInFlight(id)),
});

/** By what is set on this PC, or by the institution's entry in the list. */
const requiresPasscode = ({ policy, directory }: FeaturePorts, serviceId: string): boolean =>
  policy.passcodeRequired === true || directory.find(serviceId)?.policy.passcodeRequired === true;

const noticesOf = (store: SessionStore): ErrorCode[] =>
  store.readOnly() ? [...store.notices(), 'database-read-only'] : store.notices();

/** Of what can't be read the page is told nothing but that it came. */
const readLink = (link: { number: number; text: string } | null): Ready['link'] =>
  link && { number: link.number, ids: readActivationLink(link.text) };
