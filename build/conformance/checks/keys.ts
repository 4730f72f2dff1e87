/** While keys are replaced: what an old directory still lists opens, and what is listed no more is told as retired. */
import { randomBytes } from 'node:crypto';
import { NotTried, Wrong, expectCode, expectThat } from '../check.ts';
import type { Check } from '../check.ts';
import { activate, askTime, newAttempt, sendAttempt, tokenOf } from '../client/ask.ts';
import { readObject } from '../client/jose-form.ts';
import { newDeviceKey } from '../client/seal.ts';
import type { Kit } from '../kit.ts';

const section = 'Replacing keys';

export const keyChecks: readonly Check[] = [
  {
    name: 'listed-keys-open',
    section,
    async run(kit) {
      for (const key of kit.institution.encryptionKeys) {
        const { code } = await activate(kit, await kit.deeds.issue(), { key });
        if (code !== '200') throw new Wrong(`200 (kid ${key.kid})`, code);
      }
    },
  },
  {
    name: 'key-retired',
    section,
    async run(kit) {
      const key = { ...newDeviceKey().jwk, kid: `retired-${randomBytes(4).toString('hex')}` };
      const issue = await kit.deeds.issue();
      // Six are more than the tries that an issue has.
      for (let each = 0; each < 6; each += 1) {
        expectCode(await activate(kit, issue, { key }), 'key-retired');
      }
      expectCode(await activate(kit, issue), '200');
    },
  },
  {
    name: 'signing-changes',
    section,
    needs: ['rotate-signing'],
    async run(kit) {
      const { signingKeys } = kit.institution;
      // With the present one alone every answer after the change would be a stranger's.
      if (signingKeys.length < 2) throw new NotTried('no-option', 'signingKeys[1]');
      const issue = await kit.deeds.issue();
      const attempt = newAttempt(kit, issue);
      const first = await sendAttempt(kit, attempt);
      tokenOf(first, issue.userId);
      const former = await signerOf(kit);
      await kit.deeds.run('rotate-signing', {});
      const present = await signerOf(kit);
      const isNext = present !== former && signingKeys.some(({ kid }) => kid === present);
      expectThat(isNext, `kid ≠ ${former}`, `kid ${present}`);
      const again = await sendAttempt(kit, attempt);
      expectThat(first.reply.bytes.equals(again.reply.bytes), 'answer 1 = 2', 'answer 1 ≠ 2');
    },
  },
];

/** Whose signature an answer of now bears. */
async function signerOf(kit: Kit): Promise<string> {
  const { bytes } = (await askTime(kit)).reply;
  const [head = ''] = bytes.toString('latin1').split('.');
  return String(readObject(Buffer.from(head, 'base64url'))?.['kid']);
}
