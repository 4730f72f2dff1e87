/** The issuing server of one institution over HTTP (docs/activation-protocol.md, docs/issuer-api.yaml). */
import type { Context } from 'hono';
import { Hono } from 'hono';
import { Nonce, joseContentType, messageType } from '../../../shared/protocol.ts';
import type { Time } from '../../../shared/protocol.ts';
import type { Tenant } from '../tenant.ts';
import { isStorageTrouble } from '../../service/storage/database.ts';
import type { Log } from '../../service/log.ts';
import { rules } from '../../service/rules.ts';
import { peerAddress, peerNetwork } from '../../service/peer.ts';
import { readBody } from '../body.ts';
import type { IssuerLimits } from '../limits.ts';
import type { SharedRateLimit } from '../storage/issuer-storage.ts';
import { activate } from './activation.ts';
import { refuse } from './answer.ts';
import type { Answer } from './answer.ts';
import { confirm } from './confirmation.ts';
import { requestHash, sign } from './message.ts';
import { Refusal } from './refusal.ts';
import { renew } from './renewal.ts';
import { tellStatus } from './status.ts';

type Handle = (body: Uint8Array, c: Context) => Promise<Answer> | Answer;

export function issuerRoutes(tenant: Tenant, limits: IssuerLimits, log: Log): Hono {
  /** Reads the body, answers it, and signs every refusal over exactly what was read. */
  const answer = (limit: SharedRateLimit, handle: Handle) => async (c: Context) => {
    const { bytes, complete } = await readBody(c);
    try {
      const retryAfterSeconds = await limit(peerNetwork(c));
      if (retryAfterSeconds !== null) throw new Refusal('too-many-requests', { retryAfterSeconds });
      if (!complete) throw new Refusal('bad-request');
      return send(await handle(bytes, c));
    } catch (error) {
      return send(refuse(tenant, refusalOf(error, log), requestHash(bytes)));
    }
  };
  const tokenId = (c: Context) => c.req.param('tokenId') ?? '';

  return new Hono()
    .post(
      '/activations',
      answer(limits.activation, (body, c) => activate(tenant, body, peerAddress(c))),
    )
    .post(
      '/tokens/:tokenId/confirmation',
      answer(limits.activation, (body, c) => confirm(tenant, tokenId(c), body, peerAddress(c))),
    )
    .post(
      '/tokens/:tokenId/status',
      answer(limits.status, (body, c) => tellStatus(tenant, tokenId(c), body)),
    )
    .post(
      '/tokens/:tokenId/renewal',
      answer(limits.activation, (body, c) => renew(tenant, tokenId(c), body, peerAddress(c))),
    )
    .get(
      '/time',
      answer(limits.time, (_body, c) => tellTime(tenant, c.req.query('nonce'))),
    );
}

function tellTime(tenant: Tenant, asked: string | undefined): Answer {
  const nonce = Nonce.safeParse(asked);
  if (!nonce.success) throw new Refusal('bad-request');
  const iss = tenant.institution.serviceId;
  const time: Time = { iss, nonce: nonce.data, serverTime: tenant.now() };
  return { status: 200, body: sign(tenant, messageType.time, time) };
}

function refusalOf(error: unknown, log: Log): Refusal {
  if (error instanceof Refusal) return error;
  log.error(isStorageTrouble(error) ? 'storage-trouble' : 'issuer-failed', error);
  return new Refusal('maintenance', { retryAfterSeconds: rules.maintenanceSeconds });
}

function send({ status, body, retryAfterSeconds }: Answer): Response {
  const headers = {
    'content-type': joseContentType,
    'cache-control': 'no-store',
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
  };
  return new Response(body, { status, headers });
}
