/**
 * The vendor's signed list of institutions: shipped with the app, renewed when online, never an older one. It
 * is read when it is needed: a start has what the vault keeps of it (use-cases/kept-directory.ts).
 */
import type { Log } from '../../core/log.ts';
import { createHash } from 'node:crypto';
import { AppRelease } from '../../../shared/protocol-values.ts';
import { isCompactJws } from '../../../shared/compact.ts';
import { AppError } from '../../../shared/errors.ts';
import { DirectoryFrame, maxDirectoryBytes, messageType } from '../../../shared/protocol.ts';
import type { DirectoryEntry, NamedKey } from '../../../shared/protocol.ts';
import type {
  DirectoryExcerpt,
  DirectoryLookup,
  SeenDirectory,
} from '../../use-cases/institution-lookup.ts';
import { directoryCopies } from './directory-copies.ts';
import { indexEntries } from './directory-entries.ts';
import type { Entries } from './directory-entries.ts';
import type { Http } from './http.ts';
import { readSigned } from './jws.ts';
import { singleFlight } from '../../core/single-flight.ts';

/** A whole list, or what was kept of it. */
type Taken = { iat: number; exp: number; entries: Entries; app: AppRelease | null };

/**
 * `paths` are copies to start from: the one that ships and the newest one fetched, which is kept at
 * `cachePath`. Of all that prove to be the vendor's, the highest `seq` counts.
 */
export function openDirectory(options: {
  roots: NamedKey[];
  paths: string[];
  cachePath: string;
  url: string;
  http: Http;
  now: () => number;
  log: Log;
}): DirectoryLookup {
  const { log } = options;
  const copies = directoryCopies(options);
  const reading = singleFlight<'whole', void>();
  let whole: Taken | null = null;
  let excerpt: (Taken & { kept: DirectoryExcerpt }) | null = null;
  let newest: SeenDirectory | null = null;
  let keep: (seen: SeenDirectory) => void = () => {};

  /** Whether it is the newest. Throws AppError('directory-unreadable') where it can't be proved or read. */
  async function take(jws: string): Promise<boolean> {
    const frame = await readSigned(jws, options.roots, messageType.directory, DirectoryFrame);
    if (frame === null) throw new AppError('directory-unreadable');
    const seen: SeenDirectory = { seq: frame.seq, hash: hashOf(jws) };
    const isNewer = seen.seq > (newest?.seq ?? 0);
    // The list was seen, and has not been read in this run.
    const isMissing = whole === null && isNewest(seen);
    if (!isNewer && !isMissing) return false;
    const { iat, exp, institutions } = frame;
    whole = { iat, exp, entries: indexEntries(institutions, log), app: releaseOf(frame.app, log) };
    excerpt = null;
    newest = seen;
    if (isNewer) keep(seen);
    return true;
  }

  const isNewest = ({ seq, hash }: SeenDirectory) => seq === newest?.seq && hash === newest.hash;
  const current = () => whole ?? excerpt;

  async function readWhole(): Promise<void> {
    for (const jws of copies.read()) {
      // A copy that is damaged is as good as none; the next one fetched replaces it.
      await take(jws).catch((error: unknown) => log('directory-copy', error));
    }
    // Whatever has become of the copies since it was made.
    excerpt = null;
  }

  /** Tells whether the copies on the disk, and who may have signed them, are still the same. */
  const madeOf = () => hashOf(JSON.stringify([options.roots, copies.ends()]));

  return {
    find: (serviceId: string): DirectoryEntry | undefined => current()?.entries.find(serviceId),

    restore(last, keepAt): void {
      keep = keepAt;
      excerpt = null;
      if (last !== null && (newest === null || last.seq >= newest.seq)) {
        // Somebody may have put an older list in the place of the newest one.
        if (!isNewest(last)) whole = null;
        newest = last;
      } else if (newest !== null) {
        keep(newest);
      }
    },

    takeExcerpt(kept): boolean {
      excerpt = null;
      if (whole !== null) return true;
      if (kept === null || !isNewest(kept) || kept.madeOf !== madeOf()) return false;
      excerpt = { ...kept, entries: entriesOf(kept), kept };
      return true;
    },

    excerptFor(serviceIds): DirectoryExcerpt | null {
      if (whole === null) return excerpt === null ? null : partOf(excerpt.kept, serviceIds);
      if (newest === null) return null;
      const { iat, exp, entries, app } = whole;
      const found = serviceIds.flatMap((id) => entries.find(id) ?? []);
      return { ...newest, iat, exp, madeOf: madeOf(), serviceIds, entries: found, app };
    },

    async readWhole(): Promise<void> {
      if (whole === null) await reading.run('whole', readWhole);
    },

    app: (): AppRelease | null => current()?.app ?? null,

    issuedAt: (): number => (current()?.iat ?? 0) * 1000,

    /** An expired directory still names institutions, and activates nothing. */
    expired(): boolean {
      const list = current();
      return list === null || options.now() >= list.exp * 1000;
    },

    /**
     * Fetches a newer one; one that is not newer changes nothing. Throws AppError: offline and its
     * like, directory-unreadable where something came that looks like a list and is none for this app.
     */
    async refresh(): Promise<void> {
      const { status, body } = await options.http({
        url: options.url,
        method: 'GET',
        maxBytes: maxDirectoryBytes,
      });
      const jws = body.trim();
      // A log-in page, an error page: whatever stands between here and there.
      if (status !== 200 || !isCompactJws(jws)) {
        throw new AppError('offline', { cause: new Error('not a directory') });
      }
      // The list that is there, proved when it came: nothing to prove or to read again.
      if (current() !== null && hashOf(jws) === newest?.hash) return;
      if (await take(jws)) copies.keep(jws);
    },
  };
}

function entriesOf(kept: DirectoryExcerpt): Entries {
  const entries = new Map(kept.entries.map((entry) => [entry.serviceId, entry]));
  return { find: (serviceId) => entries.get(serviceId) };
}

/** Null where somebody is missing whom it was not made for. */
function partOf(kept: DirectoryExcerpt, serviceIds: string[]): DirectoryExcerpt | null {
  if (!serviceIds.every((id) => kept.serviceIds.includes(id))) return null;
  const entries = kept.entries.filter(({ serviceId }) => serviceIds.includes(serviceId));
  return { ...kept, serviceIds, entries };
}

/** One that is not as it must be costs the list nothing else. */
function releaseOf(app: unknown, log: Log): AppRelease | null {
  if (app === undefined) return null;
  const { data, error } = AppRelease.safeParse(app);
  if (error !== undefined) log('directory-app-refused', error);
  return data ?? null;
}

function hashOf(jws: string): string {
  return createHash('sha256').update(jws).digest('base64url');
}
