/** Our own issuing service as the conformance kit meets it: fresh issues and deeds by its back office. */
import { randomInt } from 'node:crypto';
import { institutions } from '../../../bank/service/institution.ts';
import type { IssuerOptions } from '../../../bank/issuer/service/issuer-service.ts';
import type { Deeds, Institution, Settings } from '../../../build/conformance/kit.ts';
import { testIssuer } from '../bank/issuer.ts';
import type { TestIssuer } from '../bank/issuer.ts';

export type Bench = {
  issuer: TestIssuer;
  settings: Settings;
  /** Of each issue, by its user ID. */
  passwords: Map<string, string>;
};

/** The kit compares with this machine's. */
const realClock = { now: Date.now, moveBy: () => undefined };

/** Tokens that live for so few days can be renewed at once. */
export async function conformanceBench(options: Partial<IssuerOptions> = {}): Promise<Bench> {
  const [akagi] = institutions;
  if (!akagi) throw new Error('no sample institution');
  const issuer = await testIssuer({
    clock: realClock,
    institutions: [{ ...akagi, tokenLifeDays: 20 }],
    oldestApp: '2.0.0',
    ...options,
  });
  const passwords = new Map<string, string>();
  const { serviceId, issuerUrl, encryptionKeys, signingKeys } = await issuer.entryOf('akagi');
  const institution: Institution = { serviceId, issuerUrl, encryptionKeys, signingKeys };
  return {
    issuer,
    passwords,
    settings: {
      institution,
      deeds: await deedsOf(issuer, passwords),
      oldestApp: '2.0.0',
      appVersion: '99.0.0',
      clockToleranceMs: 5000,
      limitRequests: 0,
    },
  };
}

async function deedsOf(issuer: TestIssuer, passwords: Map<string, string>): Promise<Deeds> {
  const office = await issuer.client('conformance');
  const references = new Map<string, string>();
  return {
    can: () => true,
    async issue() {
      const reference = `customer-${references.size}`;
      const activationPassword = String(randomInt(10_000, 100_000));
      const asked = { deliveryAddress: 'nobody@example.jp', activationPassword };
      const { body } = await office.post(`/v1/contracts/${reference}/issues`, asked);
      const userId = String(body['userId']);
      references.set(userId, reference);
      passwords.set(userId, activationPassword);
      return { userId, activationPassword };
    },
    async run(deed, { userId, code }) {
      const contract = `/v1/contracts/${references.get(userId)}`;
      switch (deed) {
        case 'start':
          return verdictOf(await office.post(`${contract}/start`, { code }));
        case 'code':
          return verdictOf(await office.post(`${contract}/codes`, { code, purpose: 'log-in' }));
        case 'void':
          await office.post(`${contract}/void-issue`, {});
          return {};
        case 'release':
          await office.post(`${contract}/release`, {});
          return {};
      }
    },
  };
}

const verdictOf = ({ body }: { body: Record<string, unknown> }) => ({
  taken: body['verdict'] === 'accepted',
});
