/** What is shown of a token is what was proved of it: by its seal, or by the directory. */
import { expect, test } from 'vitest';
import { createTokens } from '../../../electron/use-cases/tokens.ts';
import type { StoredToken } from '../../../electron/core/token.ts';
import { createIssuer } from '../../fakes/app/issuer.ts';
import { akagi, tokenDetails } from '../../fakes/app/records.ts';

const entry = (await createIssuer()).entry('https://akagi.example');
const forged = {
  ...akagi,
  name: { ja: 'みずほ銀行', en: 'Mizuho' },
  tel: '0990-000-000',
  bankUrl: 'https://thief.example/',
};

function tokensOf(change: Partial<StoredToken>, isListed = true) {
  const token: StoredToken = {
    id: '0'.repeat(32),
    state: 'confirmed',
    expiresAt: 1,
    institution: forged,
    details: tokenDetails({ introduced: true }),
    ...change,
  };
  return createTokens({
    store: {
      tokens: () => [token],
      withSecret: () => null,
      updateToken: () => true,
      removeToken: () => {},
      orderTokens: () => {},
    },
    attempts: { forgetToken: () => {} },
    directory: { find: () => (isListed ? entry : undefined) },
    now: () => 0,
    clock: { reading: () => ({ atMs: 0, isProved: true }) },
    changed: () => {},
  });
}

test('whose a token is stands inside its seal, whatever was written outside', () => {
  const tokens = tokensOf({});
  const [token] = tokens.list();
  expect(token?.institution.tel).toBe(akagi.tel);
  expect(token?.name.ja).toBe(akagi.name.ja);
  expect(tokens.bankUrl('0'.repeat(32))).toBe(akagi.bankUrl);
});

test('where the seal can’t be opened, name, telephone and address are the directory’s', () => {
  const tokens = tokensOf({ details: null });
  const [token] = tokens.list();
  expect(token?.institution).toMatchObject({ name: { ja: entry.name.ja }, tel: entry.tel });
  expect(token?.name.ja).toBe(entry.name.ja);
  expect(tokens.bankUrl('0'.repeat(32))).toBe(entry.bankUrl);
});

test('an institution that is listed no more is shown as it was kept', () => {
  const [token] = tokensOf({ details: null }, false).list();
  expect(token?.institution.tel).toBe(forged.tel);
});

test('the institution’s word for a kind of token is apart from its name', () => {
  const details = tokenDetails({ introduced: true, kind: 'みずほ銀行 公式', addition: '本店用' });
  const [token] = tokensOf({ details }).list();
  expect(token).toMatchObject({ kind: 'みずほ銀行 公式', name: { ja: `${akagi.name.ja} 本店用` } });
});
