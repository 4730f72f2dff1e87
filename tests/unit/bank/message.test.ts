/** The issuing server's signatures. */
import { generateKeyPairSync } from 'node:crypto';
import { compactVerify } from 'jose';
import { expect, it } from 'vitest';
import { sign } from '../../../bank/issuer/routes/message.ts';
import type { Tenant } from '../../../bank/issuer/tenant.ts';
import { messageType } from '../../../shared/protocol.ts';

it('every signature is right, also those of whose numbers one is short', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const tenant = { keys: { signing: [{ kid: 'one', privateKey }] } } as unknown as Tenant;
  // One of a hundred has such a number.
  for (let count = 0; count < 1000; count += 1) {
    const jws = sign(tenant, messageType.time, { count });
    const { payload } = await compactVerify(jws, publicKey, { algorithms: ['ES256'] });
    expect(JSON.parse(Buffer.from(payload).toString())).toEqual({ count });
  }
});
