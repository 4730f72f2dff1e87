/**
 * One request to the back office, over node's own fetch or with a certificate of this client's: in time, and once more where
 * the connection was lost.
 */
import type { ClientTls } from '../service/files/tls-folder.ts';
import { BackOfficeError } from './back-office-error.ts';
import { createTlsFetch } from './tls-fetch.ts';
import type { TlsFetch } from './tls-fetch.ts';

export type Answer = { status: number; headers: Headers };

/** Gives what comes, piece by piece. */
export type Pieces = AsyncGenerator<string>;

export type SendOptions = {
  /** Without a slash at its end. */
  url: string;
  /** How long the beginning of an answer, and each further piece of it, may take. */
  timeoutMs: number;
  /** Presented where it is given. */
  tls?: () => ClientTls;
};

export type Send = {
  /** `make` is called for each try. Throws what `make` throws, or a `no-answer`. */
  whole(path: string, make: () => Promise<RequestInit>): Promise<Answer & { text: string }>;
  /** Of an answer that may be long. Its pieces throw a `no-answer` where they break off. */
  inPieces(path: string, make: () => Promise<RequestInit>): Promise<Answer & { pieces: Pieces }>;
};

type Opening = SendOptions & { secured: TlsFetch | null };

export function createSend(given: SendOptions): Send {
  const options = { ...given, secured: given.tls ? createTlsFetch(given.tls) : null };
  return {
    whole: (path, make) =>
      twice(make, async (init) => {
        const { pieces, ...answer } = await open(options, path, init);
        return { ...answer, text: await joined(pieces) };
      }),
    inPieces: (path, make) =>
      twice(make, async (init) => {
        const { pieces, ...answer } = await open(options, path, init);
        // A refusal is short; read whole, it leaves no connection open behind it.
        const kept = answer.status === 200 ? pieces : [await joined(pieces)];
        return { ...answer, pieces: named(kept) };
      }),
  };
}

/** A connection that was kept may have been closed as the request came. Who has waited too long is told at once. */
async function twice<T>(
  make: () => Promise<RequestInit>,
  send: (init: RequestInit) => Promise<T>,
): Promise<T> {
  const init = await make();
  try {
    return await send(init);
  } catch (cause) {
    if (isTimeout(cause)) throw noAnswer(cause);
  }
  const again = await make();
  return send(again).catch((cause: unknown) => {
    throw noAnswer(cause);
  });
}

async function open(
  { url, timeoutMs, secured }: Opening,
  path: string,
  init: RequestInit,
): Promise<Answer & { pieces: Pieces }> {
  const deadline = startDeadline(timeoutMs);
  try {
    const { signal } = deadline;
    // Its address is configured: a redirect would hand the access token on. Of itself node's https follows none.
    const response = secured
      ? await secured(`${url}${path}`, { ...init, signal })
      : await fetch(`${url}${path}`, { ...init, redirect: 'error', signal });
    const { status, headers, body } = response;
    return { status, headers, pieces: read(body, deadline) };
  } catch (error) {
    deadline.end();
    throw error;
  }
}

async function* read(body: AsyncIterable<Uint8Array> | null, deadline: Deadline): Pieces {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    if (body) {
      for await (const bytes of body) {
        deadline.renew();
        yield decoder.decode(bytes, { stream: true });
      }
    }
    yield decoder.decode();
  } finally {
    deadline.end();
  }
}

export async function joined(pieces: Pieces): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

async function* named(pieces: Pieces | string[]): Pieces {
  try {
    yield* pieces;
  } catch (cause) {
    throw noAnswer(cause);
  }
}

type Deadline = { signal: AbortSignal; renew(): void; end(): void };

function startDeadline(timeoutMs: number): Deadline {
  const controller = new AbortController();
  const late = () => controller.abort(new DOMException('too late', 'TimeoutError'));
  let timer = setTimeout(late, timeoutMs);
  return {
    signal: controller.signal,
    renew() {
      clearTimeout(timer);
      timer = setTimeout(late, timeoutMs);
    },
    end: () => clearTimeout(timer),
  };
}

/** Of what breaks off while it is read, https tells the reason as the cause. */
const isTimeout = (cause: unknown): boolean =>
  cause instanceof Error && (cause.name === 'TimeoutError' || isTimeout(cause.cause));

const noAnswer = (cause: unknown) => new BackOfficeError('no-answer', { cause });
