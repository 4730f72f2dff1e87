/** A name that is rehearsed in the practice is taken or refused as the real one is. */
import * as fc from '../../fakes/fast-check.ts';
import { expect, test } from 'vitest';
import { createTokens } from '../../../electron/use-cases/tokens.ts';
import { practiceCall } from '../../../renderer/practice-bridge.ts';
import type { Localized } from '../../../shared/state.ts';
import { akagi, id } from '../../fakes/samples.ts';

const practice = practiceCall(akagi, { activated: () => {}, renamed: () => {} });

const stored = {
  id: id(1),
  state: 'confirmed' as const,
  expiresAt: 1,
  institution: { ...akagi, issuerUrl: '', waitSeconds: 8 },
  details: {
    institution: { ...akagi, issuerUrl: '', waitSeconds: 8 },
    kind: '',
    userId: '',
    otp: { algorithm: 'SHA1' as const, digits: 6, periodSeconds: 60 },
    addition: '',
    introduced: true,
    inUse: true,
    issuedAt: 0,
    expiresAt: 1,
  },
};
const main = createTokens({
  store: {
    tokens: () => [stored],
    withSecret: () => null,
    updateToken: () => true,
    removeToken: () => {},
    orderTokens: () => {},
  },
  attempts: { forgetToken: () => {} },
  directory: { find: () => undefined },
  now: () => 0,
  clock: { reading: () => ({ atMs: 0, isProved: true }) },
  changed: () => {},
});

function byMain(addition: string): Localized | 'refused' {
  try {
    return main.preview(stored.id, addition);
  } catch {
    return 'refused';
  }
}

const letter = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  fc.constantFrom('あ', 'が', 'ｶﾞ', 'ﾊﾟ', 'ａ', ' ', '　', '\u3164', '\u0301', '─', '①', '👍🏽'),
);

test('the practice takes and refuses what main does, and shows the same name', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(letter, { maxLength: 20 }), async (letters) => {
      const addition = letters.join('');
      const reply = await practice('previewName', { tokenId: stored.id, addition });
      expect(reply.ok ? reply.value : 'refused').toEqual(byMain(addition));
    }),
  );
});
