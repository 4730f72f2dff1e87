/** The issuing service's start on what it finds: institutions, a clock that is behind, and certificates of the back office that are renewed. */
import { X509Certificate } from 'node:crypto';
import { request } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { expect, it } from 'vitest';
import { institutions } from '../../../bank/service/institution.ts';
import { makeKeyFile } from '../../../bank/service/storage/keys.ts';
import { testClock } from '../../fakes/bank/bank.ts';
import { issueRequest, testIssuer } from '../../fakes/bank/issuer.ts';
import { createTestCa } from '../../fakes/app/test-ca.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const certOf = (pem: Buffer) => new X509Certificate(pem).toString().trim();

it('an institution that is added later gets keys of its own, and the others keep theirs', async () => {
  const [first, second] = institutions;
  if (!first || !second) throw new Error('two samples');
  const issuer = await testIssuer({ institutions: [first] });
  const before = await issuer.entryOf('akagi');
  await issuer.close();
  const both = { ...issuer.options, institutions: [first, second] };
  // Keys that somebody else keeps are never written by the service.
  if (both.keyFile !== undefined) await makeKeyFile(both.keyFile, both.institutions);
  const later = await testIssuer(both);
  expect(await later.entryOf('akagi')).toMatchObject({ signingKeys: before.signingKeys });
  expect((await later.entryOf('haruna')).signingKeys).not.toEqual(before.signingKeys);
});

it('says no to a clock before the last event, until somebody has said that it is right', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  await client.post('/v1/contracts/1/issues', issueRequest);
  await issuer.close();
  const behind = testClock(issuer.clock.now() - 60 * 60_000);
  const again = { ...issuer.options, now: behind.now, clock: behind };
  await expect(testIssuer(again)).rejects.toThrow('npm run issuer -- --clock-is-right');
  const repaired = await testIssuer({ ...again, clockIsRight: true });
  expect((await (await repaired.client('banking')).get('/v1/contracts/1')).status).toBe(200);
});

/** The back office by TLS, with a certificate that `renew` puts another in the place of. */
async function secured() {
  const ca = createTestCa(temporaryFolder());
  const filesOf = ({ key, cert } = ca.issue()) => ({
    key: Buffer.from(key),
    cert: Buffer.from(cert),
    clientCa: Buffer.from(ca.certificate),
  });
  let files = filesOf();
  const logged: string[] = [];
  const log = { info: () => undefined, error: (event: string) => void logged.push(event) };
  const issuer = await testIssuer({ backOfficeTls: () => files, log });
  const ask = (identity: { key?: string; cert?: string }) =>
    new Promise<{ status?: number | undefined; cert: string }>((resolve) => {
      // On a connection of its own.
      const options = { ...identity, ca: ca.certificate, agent: false };
      const asked = request(`${issuer.backOfficeUrl}/openapi.json`, options, (response) => {
        response.resume();
        const { raw } = (response.socket as TLSSocket).getPeerCertificate();
        resolve({ status: response.statusCode, cert: new X509Certificate(raw).toString() });
      });
      asked.once('error', () => resolve({ cert: 'no connection' }));
      asked.end();
    });
  const renew = async (changed: Partial<typeof files>) => {
    files = { ...files, ...changed };
    await issuer.reload();
  };
  return { ca, issuer, ask, renew, filesOf, logged };
}

it('by TLS only those get a connection whose certificate the institution has signed', async () => {
  const { ca, issuer, ask } = await secured();
  expect(issuer.backOfficeUrl).toMatch(/^https:/);
  expect(await ask(ca.issue())).toMatchObject({ status: 200 });
  expect(await ask({})).toEqual({ cert: 'no connection' });
  expect(await ask(ca.issue({ by: 'unknown' }))).toEqual({ cert: 'no connection' });
});

it('a renewed certificate is shown after a reload, and clients still need one', async () => {
  const { ca, ask, renew, filesOf, logged } = await secured();
  const next = filesOf();
  await renew(next);
  const { status, cert } = await ask(ca.issue());
  expect([status, cert.trim()]).toEqual([200, certOf(next.cert)]);
  expect(await ask({})).toEqual({ cert: 'no connection' });
  expect(logged).toEqual([]);
});

it.each(['key', 'cert', 'clientCa'])(
  'where the new %s can’t be read the old certificate stays, and the log says so',
  async (file) => {
    const { ca, ask, renew, filesOf, logged } = await secured();
    const before = await ask(ca.issue());
    await renew({ ...filesOf(), [file]: Buffer.from('half a file') });
    expect(await ask(ca.issue())).toEqual(before);
    expect(before.status).toBe(200);
    expect(logged).toEqual(['certificate-not-read']);
  },
);
