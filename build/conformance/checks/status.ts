/** Is the token still alive at the institution? */
import { expectCode, expectSame, expectThat, said } from '../check.ts';
import type { Check } from '../check.ts';
import { askStatus, newConfirmedToken, newId, newToken, proofOf } from '../client/ask.ts';

const section = 'Status';
const falseMac = proofOf('AAAA', 'nothing');

export const statusChecks: readonly Check[] = [
  {
    name: 'status-waiting',
    section,
    async run(kit) {
      const answer = expectCode(await askStatus(kit, await newConfirmedToken(kit)), '200');
      expectSame('state', 'waiting', answer.payload['state']);
    },
  },
  {
    name: 'status-end',
    section,
    async run(kit) {
      const token = await newToken(kit);
      const answer = expectCode(await askStatus(kit, token), '200');
      expectSame('expiresAt', token.expiresAt, answer.payload['expiresAt']);
    },
  },
  {
    name: 'status-wrong-mac',
    section,
    async run(kit) {
      expectCode(await askStatus(kit, await newToken(kit), { mac: falseMac }), 'bad-request');
    },
  },
  {
    name: 'status-other-nonce',
    section,
    async run(kit) {
      const token = await newToken(kit);
      const mac = proofOf(token.otp.secret, `status|${token.tokenId}|AAAAAAAAAAAAAAAAAAAAAA`);
      expectCode(await askStatus(kit, token, { mac }), 'bad-request');
    },
  },
  {
    name: 'status-short-nonce',
    section,
    async run(kit) {
      expectCode(await askStatus(kit, await newToken(kit), { nonce: 'AAAA' }), 'bad-request');
    },
  },
  {
    name: 'status-unknown-alike',
    section,
    async run(kit) {
      const token = await newToken(kit);
      const known = await askStatus(kit, token, { mac: falseMac });
      const unknown = await askStatus(kit, { ...token, tokenId: newId() });
      expectThat(said(known) === said(unknown), said(known), said(unknown));
    },
  },
];
