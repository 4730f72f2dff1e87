/**
 * Our own issuing service as the conformance kit meets it: fresh issues and deeds by its back office, and what that has no
 * way for (ends that have passed, maintenance, another signing key) behind its back.
 */
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { institutions } from '../../../bank/service/institution.ts';
import type { IssuerOptions } from '../../../bank/issuer/service/issuer-service.ts';
import { keyFile, readKeyFile, writeKeyFile } from '../../../bank/service/storage/keys.ts';
import { StorageTrouble } from '../../../bank/service/storage/work.ts';
import { newDeviceKey } from '../../../build/conformance/client/seal.ts';
import type { Deeds, Institution, Settings } from '../../../build/conformance/kit.ts';
import { changeRows } from '../bank/database.ts';
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
  await changeSigning(issuer, (present) => [...present, newSigningKey()]);
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
  const { look, commit } = issuer.storage;
  const working = { look, commit };
  const end = (update: string, userId: string) =>
    changeRows(issuer.storage, update, Date.now() - 1, userId);
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
    async run(deed, { userId = '', code, on = false }) {
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
        case 'expire-issue':
          await end('UPDATE issues SET expires_at = ? WHERE user_id = ?', userId);
          return {};
        case 'expire-token':
          await end('UPDATE tokens SET expires_at = ? WHERE user_id = ?', userId);
          return {};
        case 'maintenance':
          Object.assign(issuer.storage, on ? failing : working);
          return {};
        case 'rotate-signing':
          await changeSigning(issuer, (both) => both.toReversed());
          return {};
      }
    },
  };
}

/** As of a disk that is full. */
const trouble = () => Promise.reject(new StorageTrouble('no room', { cause: undefined }));
const failing = { look: trouble, commit: trouble };

type SigningKeys = ReturnType<typeof readKeyFile>['institutions'][string]['signing'];

function newSigningKey() {
  const { jwk, privateKey } = newDeviceKey();
  const { d = '' } = privateKey.export({ format: 'jwk' });
  return { ...jwk, kty: 'EC' as const, crv: 'P-256' as const, d, kid: 'next-signing' };
}

/** As an operator does it: in the key file, which the service then reads anew. */
async function changeSigning(
  { options, reload }: TestIssuer,
  edit: (present: SigningKeys) => SigningKeys,
): Promise<void> {
  const path = join(options.dataDir, keyFile);
  const file = readKeyFile(path);
  const { akagi } = file.institutions;
  if (!akagi) throw new Error('no keys of the sample institution');
  akagi.signing = edit(akagi.signing);
  writeKeyFile(path, file);
  await reload();
}

const verdictOf = ({ body }: { body: Record<string, unknown> }) => ({
  taken: body['verdict'] === 'accepted',
});
