/** One request over HTTP as the protocol has it: no redirect is followed, no cookie kept, given up after 20 seconds. */

export type Reply = {
  status: number;
  headers: Headers;
  bytes: Buffer;
  /** By this machine's wall clock, epoch milliseconds. */
  askedAt: number;
  tookMs: number;
};

export type Asking = {
  method: 'GET' | 'POST';
  /** Behind the issuer's address, with its first slash. */
  path: string;
  body?: Buffer;
  type?: string;
};

const giveUpAfterMs = 20_000;

/** Throws what fetch throws where nothing answers, and the reason of `ended`. */
export async function request(
  issuerUrl: string,
  asking: Asking,
  ended?: AbortSignal,
): Promise<Reply> {
  const { method, path, body, type } = asking;
  const askedAt = Date.now();
  const began = performance.now();
  const response = await fetch(`${issuerUrl}${path}`, {
    method,
    redirect: 'manual',
    signal: AbortSignal.any([AbortSignal.timeout(giveUpAfterMs), ...(ended ? [ended] : [])]),
    ...(body === undefined ? {} : { body: new Uint8Array(body) }),
    ...(type === undefined ? {} : { headers: { 'content-type': type } }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const tookMs = performance.now() - began;
  return { status: response.status, headers: response.headers, bytes, askedAt, tookMs };
}
