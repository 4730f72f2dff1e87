/** The app says and proves that the token is stored. */
import { expectCode, expectThat, said } from '../check.ts';
import type { Check } from '../check.ts';
import { confirm, newId, newToken, proofOf } from '../client/ask.ts';

const section = 'Confirmation';
const falseMac = proofOf('AAAA', 'nothing');

export const confirmationChecks: readonly Check[] = [
  {
    name: 'confirms',
    section,
    async run(kit) {
      expectCode(await confirm(kit, await newToken(kit)), '200');
    },
  },
  {
    name: 'confirm-twice',
    section,
    async run(kit) {
      const token = await newToken(kit);
      await confirm(kit, token);
      expectCode(await confirm(kit, token), '200');
    },
  },
  {
    name: 'confirm-at-once',
    section,
    async run(kit) {
      const token = await newToken(kit);
      const answers = await Promise.all([1, 2, 3, 4].map(() => confirm(kit, token)));
      for (const answer of answers) expectCode(answer, '200');
    },
  },
  {
    name: 'confirm-wrong-mac',
    section,
    async run(kit) {
      expectCode(await confirm(kit, await newToken(kit), { mac: falseMac }), 'bad-request');
    },
  },
  {
    name: 'confirm-other-attempt',
    section,
    async run(kit) {
      const token = await newToken(kit);
      expectCode(await confirm(kit, token, { attemptId: newId() }), 'bad-request');
    },
  },
  {
    name: 'confirm-unknown-alike',
    section,
    async run(kit) {
      const token = await newToken(kit);
      const known = await confirm(kit, token, { mac: falseMac });
      const unknown = await confirm(kit, { ...token, tokenId: newId() });
      expectThat(said(known) === said(unknown), said(known), said(unknown));
    },
  },
];
