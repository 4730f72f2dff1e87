/** What a check works with: the server under test, fresh issues, and what the institution's own side can do. */
import { setTimeout } from 'node:timers/promises';
import { createFindings } from './client/findings.ts';
import type { Findings } from './client/findings.ts';
import { request } from './client/http.ts';
import type { Asking, Reply } from './client/http.ts';
import { readObject } from './client/jose-form.ts';
import type { NamedJwk } from './client/seal.ts';

export type Issue = { userId: string; activationPassword: string };

/** What an app finds of the institution in the directory, as far as it matters to its server. */
export type Institution = {
  serviceId: string;
  issuerUrl: string;
  encryptionKeys: NamedJwk[];
  signingKeys: NamedJwk[];
};

/** What only the institution's own side can do, by the program that its engineer names. */
export const deedNames = [
  'start',
  'code',
  'void',
  'release',
  'expire-issue',
  'expire-token',
  'maintenance',
  'rotate-signing',
] as const;
export type DeedName = (typeof deedNames)[number];

/** Of whose issue, with which code; `on` is of `maintenance`. */
export type DeedAsked = { userId?: string; code?: string; on?: boolean };

export type Deeds = {
  /** Throws a NotTried when there is none left. */
  issue(): Promise<Issue>;
  can(deed: DeedName): boolean;
  /** `taken` of what takes a code. */
  run(deed: DeedName, asked: DeedAsked): Promise<{ taken?: boolean }>;
};

export type Settings = {
  institution: Institution;
  deeds: Deeds;
  /** Below which the institution answers `app-too-old`; not tried without. */
  oldestApp?: string;
  appVersion: string;
  /** How far the server's clock may be from this machine's. */
  clockToleranceMs: number;
  /** Requests in a row until the limit of an address has to be met; 0 asks for none. */
  limitRequests: number;
  /** Aborted by an Ended where the kit is to end: then no request is sent any more. */
  ended?: AbortSignal;
};

export type Kit = Settings & {
  findings: Findings;
  /** Waits when the server asks for it, and sends the same bytes again, as an app does. */
  send(asking: Asking): Promise<Reply>;
  /** The same without patience. */
  sendOnce(asking: Asking): Promise<Reply>;
  /** One issue for what takes nothing of it. */
  sharedIssue(): Promise<Issue>;
};

const longestWaitSeconds = 120;
const waits = 3;

export function createKit(settings: Settings): Kit {
  const { issuerUrl } = settings.institution;
  const { ended } = settings;
  const sendOnce = (asking: Asking) => request(issuerUrl, asking, ended);
  let shared: Promise<Issue> | null = null;
  return {
    ...settings,
    findings: createFindings(),
    sendOnce,
    async send(asking) {
      for (let waited = 0; ; waited += 1) {
        const reply = await sendOnce(asking);
        const seconds = reply.status === 429 ? secondsToWait(reply) : null;
        if (seconds === null || waited === waits) return reply;
        // What comes first: the next request throws why.
        await setTimeout(seconds * 1000, undefined, ended ? { signal: ended } : {}).catch(
          () => undefined,
        );
      }
    },
    sharedIssue: () => (shared ??= settings.deeds.issue()),
  };
}

function secondsToWait({ bytes }: Reply): number | null {
  const payload = readObject(
    Buffer.from(bytes.toString('latin1').split('.')[1] ?? '', 'base64url'),
  );
  const seconds = payload?.['retryAfterSeconds'];
  return typeof seconds === 'number' && seconds >= 0 && seconds <= longestWaitSeconds
    ? seconds
    : null;
}
