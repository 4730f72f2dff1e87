/** A newer version of the app: known by the signed directory alone, fetched unasked, taken only when the customer says so. */
import * as z from 'zod';
import type { AppRelease } from '../../../shared/protocol-values.ts';
import { AppError } from '../../../shared/errors.ts';
import type { ErrorCode } from '../../../shared/errors.ts';
import type { View } from '../../../shared/state.ts';
import type { Log } from '../../core/log.ts';
import { isOlder, notOlderThan, standing } from '../../core/update/release.ts';
import type { Standing } from '../../core/update/release.ts';
import { restartWaitMs } from '../../core/update/restart.ts';
import type { InUse } from '../../core/update/restart.ts';
import { afterEvent } from '../../core/update/update-progress.ts';
import type { UpdateEvent, UpdateProgress } from '../../core/update/update-progress.ts';

/** By the institution's policy. `notify`: newer versions are told and not fetched. `off`: not even told. */
export type UpdatesAllowed = 'off' | 'notify' | 'on';

export type InstallerFile = { version: string; url: string; size: number; sha512: string };

/** What replaces this installation of the app. */
export type Installer = {
  platform: keyof AppRelease['platforms'];
  /**
   * Fetches and proves it, going on where an earlier try has ended. Throws AppError: update-unreachable,
   * update-refused, disk-full, or what it was told to stop by.
   */
  fetch(file: InstallerFile, received: (percent: number) => void, stop: AbortSignal): Promise<void>;
  /** Puts the fetched one in the place of the app and restarts. Throws AppError('update-not-installed'). */
  install(): Promise<void>;
};

/** The newest version that this vault has heard of: never an older one again. */
export const SeenVersion = z.object({ version: z.string() });
export type SeenVersion = z.infer<typeof SeenVersion>;

export type Updates = ReturnType<typeof createUpdates>;

// oxlint-disable-next-line max-lines-per-function -- what it returns shares the progress of one update
export function createUpdates(ports: {
  running: string;
  allowed: UpdatesAllowed;
  /** Loaded when there is something to fetch. Null where the app was put by what also replaces it, as an MSI or a deb. */
  openInstaller: () => Promise<Installer | null>;
  /** Removes what was fetched and is not wanted any more. */
  clear: () => Promise<void>;
  /** What the directory says of the newest version. */
  release: () => AppRelease | null;
  monotonicMs: () => number;
  /** The PC's own clock, by which the page counts down. */
  wallMs: () => number;
  after: (delayMs: number, task: () => void) => () => void;
  changed: () => void;
  log: Log;
}) {
  const { running, allowed, monotonicMs } = ports;
  let installer: Installer | null = null;
  let opening: Promise<Installer | null> | null = null;
  let progress: UpdateProgress = { step: 'idle' };
  let stop = new AbortController();
  let seen: string | null = null;
  let keep: (seen: SeenVersion) => void = () => {};
  /** Refused once, it is asked for again only by the customer or for another file. */
  let refusedSha512: string | null = null;
  let cancelRestart = () => {};
  let codeIsSeen = false;
  let codeSeenAt: number | null = null;
  let isCovered = false;
  let isOpenToken: () => boolean = () => false;
  let isActivating: () => boolean = () => false;

  const release = () => (allowed === 'off' ? null : notOlderThan(seen, ports.release()));
  const isNewer = (now: Standing) => now === 'older' || now === 'tooOld';

  function offer(): AppRelease | null {
    const named = release();
    return isNewer(standing(running, named)) ? named : null;
  }

  async function findFile(): Promise<InstallerFile | null> {
    if (allowed !== 'on' || offer() === null) return null;
    installer = await (opening ??= ports.openInstaller());
    const named = offer();
    const found = installer && named?.platforms[installer.platform];
    return found && named ? { version: named.version, ...found } : null;
  }

  function happen(event: UpdateEvent): void {
    const before = progress;
    progress = afterEvent(progress, event);
    if (progress !== before) ports.changed();
  }

  function noticeCode(): boolean {
    const isSeen = isOpenToken() && !isCovered;
    if (codeIsSeen || isSeen) codeSeenAt = monotonicMs();
    codeIsSeen = isSeen;
    return isSeen;
  }

  function inUse(): InUse {
    return { codeIsSeen: noticeCode(), codeSeenAt, isActivating: isActivating() };
  }

  /** What a list has said stays said, whatever a later one says. */
  function remember(): void {
    const named = ports.release();
    const newest = seen ?? running;
    if (named === null || !isOlder(newest, named.version)) return;
    seen = named.version;
    keep({ version: seen });
  }

  async function fetchFile(from: Installer, wanted: InstallerFile): Promise<void> {
    stop.abort();
    stop = new AbortController();
    const { signal } = stop;
    const ifStillWanted = (event: UpdateEvent) => {
      if (!signal.aborted) happen(event);
    };
    try {
      await from.fetch(wanted, (percent) => ifStillWanted({ event: 'received', percent }), signal);
      ifStillWanted({ event: 'fetched' });
    } catch (error) {
      if (signal.aborted) return;
      const code = codeOf(error, 'update-unreachable');
      if (code === 'update-refused') refusedSha512 = wanted.sha512;
      ports.log('update-not-fetched', error);
      happen({ event: 'failed', code });
    }
  }

  async function pursue(): Promise<void> {
    const wanted = await findFile();
    if (wanted === null || installer === null) {
      stop.abort();
      happen({ event: 'withdrawn' });
      if (progress.step === 'idle') await ports.clear();
      return;
    }
    if (wanted.sha512 === refusedSha512) return;
    const before = progress;
    happen({ event: 'offered', version: wanted.version });
    if (progress !== before) await fetchFile(installer, wanted);
  }

  /** To be called after each look at the directory; begins in the background what is to be fetched. */
  function look(): void {
    remember();
    pursue().catch((error: unknown) => ports.log('update-not-pursued', error));
  }

  async function restart(): Promise<void> {
    if (restartWaitMs(inUse(), monotonicMs()) !== 0) {
      // The code is read again, or a token is asked for: then it is asked about anew.
      happen({ event: 'disagreed' });
      return;
    }
    happen({ event: 'restarting' });
    if (progress.step !== 'restarting') return;
    try {
      await installer?.install();
    } catch (error) {
      ports.log('update-not-installed', error);
      happen({ event: 'failed', code: codeOf(error, 'update-not-installed') });
    }
  }

  function disagree(): void {
    cancelRestart();
    happen({ event: 'disagreed' });
  }

  return {
    look,

    /** By an open vault: the newest version it has heard of, and where to keep a newer one. */
    restore(last: SeenVersion | null, keepAt: (seen: SeenVersion) => void): void {
      keep = keepAt;
      if (last !== null && (seen === null || isOlder(seen, last.version))) seen = last.version;
      else if (seen !== null) keep({ version: seen });
    },

    /** How to know what the app is used for at this moment. */
    watch(parts: { isOpenToken: () => boolean; isActivating: () => boolean }): void {
      ({ isOpenToken, isActivating } = parts);
    },

    /** もう一度: what has failed is fetched anew. */
    again(): void {
      refusedSha512 = null;
      look();
    },

    /** Another screen lies over the code, or no longer. */
    coverCode(covered: boolean): void {
      noticeCode();
      isCovered = covered;
      if (!covered) disagree();
      ports.changed();
    },

    /** 再起動: at once, or as soon as nobody needs the app; ended by going back to the code. Throws AppError('busy'). */
    agree(): void {
      const waitMs = restartWaitMs(inUse(), monotonicMs());
      if (progress.step !== 'ready' || waitMs === null) throw new AppError('busy');
      happen({ event: 'agreed' });
      cancelRestart();
      cancelRestart = ports.after(waitMs, () => void restart());
    },

    standing: (): Standing | 'off' =>
      allowed === 'off' ? 'off' : standing(running, notOlderThan(seen, ports.release())),

    state(): View['update'] {
      const isSeen = noticeCode();
      const named = offer();
      if (named === null) return { step: 'none' };
      const { version, notesUrl } = named;
      const about = { version, notesUrl, isTooOld: standing(running, named) === 'tooOld' };
      switch (progress.step) {
        case 'idle':
          return { step: 'told', ...about, isByPolicy: allowed === 'notify' };
        case 'fetching':
          return { step: 'fetching', ...about, percent: progress.percent };
        case 'failed':
          return { step: 'failed', ...about, code: progress.code };
        case 'ready': {
          const use = { codeIsSeen: isSeen, codeSeenAt, isActivating: false };
          const waitMs = restartWaitMs(use, monotonicMs()) ?? 0;
          const restartAt = progress.isAgreed ? Math.round(ports.wallMs() + waitMs) : null;
          return { step: 'ready', ...about, restartAt };
        }
        case 'restarting':
          return { step: 'restarting', ...about };
      }
    },
  };
}

const codeOf = (error: unknown, otherwise: ErrorCode): ErrorCode =>
  error instanceof AppError ? error.code : otherwise;
