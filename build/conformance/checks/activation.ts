/** From an activation password to a token. */
import { NotTried, Wrong, expectCode, expectThat } from '../check.ts';
import type { Check } from '../check.ts';
import { activate, newToken, tokenOf } from '../client/ask.ts';

const dayMs = 24 * 60 * 60_000;

export const activationChecks: readonly Check[] = [
  {
    name: 'activates',
    section: 'Activation',
    async run(kit) {
      expectCode(await activate(kit, await kit.deeds.issue()), '200');
    },
  },
  {
    name: 'own-secret',
    section: 'Activation',
    async run(kit) {
      const tokens = [await newToken(kit), await newToken(kit)];
      for (const { otp } of tokens) {
        const bytes = Buffer.from(otp.secret, 'base64url').length;
        expectThat(bytes >= 16 && bytes <= 64, 'otp.secret 16…64', `otp.secret ${bytes}`);
      }
      const secrets = new Set(tokens.map(({ otp }) => otp.secret));
      const names = new Set(tokens.map(({ tokenId }) => tokenId));
      expectThat(secrets.size === 2, 'otp.secret 1 ≠ 2', 'otp.secret 1 = 2');
      expectThat(names.size === 2, 'tokenId 1 ≠ 2', 'tokenId 1 = 2');
    },
  },
  {
    name: 'token-instants',
    section: 'Activation',
    async run(kit) {
      const issue = await kit.deeds.issue();
      const answer = await activate(kit, issue);
      tokenOf(answer, issue.userId);
      const [issuedAt = 0, expiresAt = 0, serverTime = 0] = [
        'issuedAt',
        'expiresAt',
        'serverTime',
      ].map((name) => Number(answer.payload[name]));
      expectThat(expiresAt > issuedAt, 'expiresAt > issuedAt', `${expiresAt} ≤ ${issuedAt}`);
      expectThat(expiresAt > serverTime, 'expiresAt > serverTime', `${expiresAt} ≤ ${serverTime}`);
      expectThat(
        issuedAt < serverTime + dayMs,
        'issuedAt < serverTime + 24 h',
        `${issuedAt} ≥ ${serverTime}`,
      );
    },
  },
  {
    name: 'unknown-members',
    section: 'Building blocks',
    async run(kit) {
      const members = {
        later: { version: [2, 'x'] },
        app: { version: kit.appVersion, os: 'x', more: 1 },
      };
      expectCode(await activate(kit, await kit.deeds.issue(), { members }), '200');
    },
  },
  {
    name: 'other-institution',
    section: 'Activation',
    async run(kit) {
      const members = {
        serviceId: kit.institution.serviceId === '99999999' ? '99999998' : '99999999',
      };
      expectCode(await activate(kit, await kit.sharedIssue(), { members }), 'bad-request');
    },
  },
  {
    name: 'app-too-old',
    section: 'Refusals',
    async run(kit) {
      const { oldestApp } = kit;
      if (oldestApp === undefined) throw new NotTried('no-option', 'oldestApp');
      const issue = await kit.deeds.issue();
      const old = { app: { version: '0.0.0', os: 'x' } };
      // Six are more than the tries that an issue has.
      for (let each = 0; each < 6; each += 1) {
        expectCode(await activate(kit, issue, { members: old }), 'app-too-old');
      }
      const members = { app: { version: oldestApp, os: 'x' } };
      const answer = await activate(kit, issue, { members });
      if (answer.code !== '200') throw new Wrong(`200 (app.version ${oldestApp})`, answer.code);
    },
  },
];
