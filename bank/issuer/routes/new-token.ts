/** A new secret, and the sealed answer that carries it to one app. */
import { randomBytes } from 'node:crypto';
import { messageType } from '../../../shared/protocol.ts';
import type { IssuedToken } from '../../../shared/protocol.ts';
import type { Tenant } from '../tenant.ts';
import { endToken } from '../tokens/issue.ts';
import { all, run } from '../../service/storage/work.ts';
import type { Work } from '../../service/storage/work.ts';
import { seal } from '../../service/storage/sealing.ts';
import type { Answer } from './answer.ts';
import { encryptTo, sign } from './message.ts';
import type { DeviceKey } from './message.ts';

const dayMs = 24 * 60 * 60_000;

export type NewToken = {
  id: string;
  attemptId: string;
  userId: string;
  requestHash: string;
  device: string;
  sealedSecret: Buffer;
  issuedAt: number;
  expiresAt: number;
  answer: Answer;
};

type Request = Pick<NewToken, 'attemptId' | 'userId' | 'requestHash' | 'device'> & {
  deviceKey: DeviceKey;
};

/** Makes the token and its answer; nothing of it counts until it is stored. */
export function makeToken(tenant: Tenant, request: Request): NewToken {
  const { deviceKey, ...asked } = request;
  // What an app says of its PC is for staff to read: no control characters, which PostgreSQL has in part no room for.
  const kept = { ...asked, device: asked.device.replaceAll(/\p{Cc}/gu, '') };
  const { institution, secretKey } = tenant;
  const { secretBytes, algorithm, digits } = institution.otp;
  const id = randomBytes(16).toString('hex');
  const secret = randomBytes(secretBytes);
  const issuedAt = tenant.now();
  const expiresAt = issuedAt + institution.tokenLifeDays * dayMs;
  const payload: IssuedToken = {
    v: 1,
    iss: institution.serviceId,
    sub: request.userId,
    tokenId: id,
    attemptId: request.attemptId,
    request: request.requestHash,
    otp: { algorithm, digits, period: 60, secret: secret.toString('base64url') },
    displayName: institution.name.ja,
    issuedAt,
    expiresAt,
    serverTime: issuedAt,
  };
  const jws = sign(tenant, messageType.token, payload);
  const body = encryptTo(deviceKey, messageType.activationAnswer, jws);
  const sealedSecret = seal(secretKey, id, secret);
  return { ...kept, id, sealedSecret, issuedAt, expiresAt, answer: { status: 200, body } };
}

/**
 * Stores a delivered token; what was delivered before for the same purpose, and never confirmed, ends.
 * A renewed token is on the same PC, whose clock is as far off as before.
 */
export function* storeToken(
  tenant: Tenant,
  token: NewToken,
  owner: { customer: number; issue: string; renews: string | null; isFirst?: boolean },
): Work<void> {
  const { institution } = tenant;
  if (!owner.isFirst) yield* endUnconfirmed(owner);
  yield* run(
    `INSERT INTO tokens (id, institution, customer, issue, renews, attempt_id, user_id, secret,
       algorithm, digits, state, device, issued_at, expires_at, drift_steps)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'delivered', ?, ?, ?,
       coalesce((SELECT drift_steps FROM tokens WHERE id = ?), 0))`,
    token.id,
    institution.slug,
    owner.customer,
    owner.issue,
    owner.renews,
    token.attemptId,
    token.userId,
    token.sealedSecret,
    institution.otp.algorithm,
    institution.otp.digits,
    token.device,
    token.issuedAt,
    token.expiresAt,
    owner.renews,
  );
  if (owner.renews === null) {
    yield* run('UPDATE issues SET deliveries = deliveries + 1 WHERE id = ?', owner.issue);
  }
}

function* endUnconfirmed({ issue, renews }: { issue: string; renews: string | null }): Work<void> {
  const unconfirmed = yield* all<{ id: string }>(
    `SELECT id FROM tokens WHERE issue = ? AND state = 'delivered' AND renews IS NOT DISTINCT FROM ?`,
    issue,
    renews,
  );
  for (const { id } of unconfirmed) yield* endToken(id);
}
