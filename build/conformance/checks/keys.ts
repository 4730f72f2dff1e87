/** While keys are replaced: what an old directory still lists opens, and what is listed no more is told as retired. */
import { randomBytes } from 'node:crypto';
import { Wrong, expectCode } from '../check.ts';
import type { Check } from '../check.ts';
import { activate } from '../client/ask.ts';
import { newDeviceKey } from '../client/seal.ts';

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
];
