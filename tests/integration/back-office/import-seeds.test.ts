/** Seeds of another system by the back office: all of a container or none, once, and no more than it carries. */
import { expect, it } from 'vitest';
import { writePskc } from '../../../bank/issuer/tokens/pskc.ts';
import { rowsOf } from '../../fakes/bank/database.ts';
import { issueRequest, testIssuer } from '../../fakes/bank/issuer.ts';

const container = (references: string[]) =>
  writePskc(
    '見本',
    references.map((reference, at) => ({
      tokenId: `key-${at}`,
      userId: reference,
      secret: Buffer.alloc(20, (at % 255) + 1),
      algorithm: 'SHA1' as const,
      digits: 6,
      driftSteps: 0,
      expiresAt: Date.UTC(2099, 0, 1),
    })),
    null,
  );

const many = (count: number) => Array.from({ length: count }, (_, at) => `4${at}`);

async function started(scopes = ['seeds']) {
  const issuer = await testIssuer();
  const client = await issuer.client('mover', 'akagi', scopes);
  const tokens = () => rowsOf(issuer.storage, 'SELECT id FROM tokens');
  return { issuer, client, tokens };
}

it('the same request under the same key is done once and answered twice', async () => {
  const { client, tokens } = await started();
  const body = { container: await container(['4711', '4712']) };
  const once = await client.post('/v1/seeds/import', body, { key: 'move' });
  const again = await client.post('/v1/seeds/import', body, { key: 'move' });
  expect([once.body, again.body]).toEqual([{ imported: 2 }, { imported: 2 }]);
  const anew = await client.post('/v1/seeds/import', body, { key: 'anew' });
  expect(anew.status).toBe(409);
  const detail = 'key 1: its contract has a token';
  expect(anew.body['errors']).toEqual([{ pointer: '/container', detail }]);
  expect(await tokens()).toHaveLength(2);
});

it('a request that was refused is done under the same key once its contract is free', async () => {
  const { client, tokens } = await started(['seeds', 'banking', 'staff']);
  await client.post('/v1/contracts/4712/issues', issueRequest);
  const body = { container: await container(['4711', '4712']) };
  const before = await client.post('/v1/seeds/import', body, { key: 'move' });
  expect(before.status).toBe(409);
  await client.post('/v1/contracts/4712/void-issue');
  const after = await client.post('/v1/seeds/import', body, { key: 'move' });
  expect(after.body).toEqual({ imported: 2 });
  expect(await tokens()).toHaveLength(2);
});

it('one key that is not right has nothing imported, and its place is told', async () => {
  const { client, tokens } = await started();
  const whole = await container(['4711', '4712']);
  const [first = '', ...rest] = whole.split(/(?=<pskc:KeyPackage)/).toReversed();
  const spoilt = [...rest.toReversed(), first.replace('DECIMAL', 'HEXADECIMAL')].join('');
  const reply = await client.post('/v1/seeds/import', { container: spoilt });
  expect(reply.status).toBe(400);
  expect(reply.body['errors']).toEqual([
    { pointer: '/container', detail: 'key 2: its codes are not of 6 to 8 decimal digits' },
  ]);
  expect(await tokens()).toEqual([]);
});

it.each([
  [{ container: 'no XML' }, 'is no PSKC document (RFC 6030)'],
  [{ container: '<!DOCTYPE x [<!ENTITY e "e">]><x>&e;</x>' }, 'is no PSKC document (RFC 6030)'],
])('%j is no container', async (body, detail) => {
  const { client } = await started();
  const reply = await client.post('/v1/seeds/import', body);
  expect(reply.status).toBe(400);
  expect(reply.body['errors']).toEqual([{ pointer: '/container', detail }]);
});

it('five hundred keys are imported at once, one more is refused', async () => {
  const { client, tokens } = await started();
  const tooMany = await client.post('/v1/seeds/import', { container: await container(many(501)) });
  expect(tooMany.body['errors']).toEqual([
    { pointer: '/container', detail: 'has more than 500 keys' },
  ]);
  const reply = await client.post('/v1/seeds/import', { container: await container(many(500)) });
  expect(reply.body).toEqual({ imported: 500 });
  expect(await tokens()).toHaveLength(500);
});

it('a body of more than 1 MiB is not read, and elsewhere the limit stays', async () => {
  const { client } = await started(['seeds', 'staff']);
  const large = (kib: number) => ({ container: 'x'.repeat(kib * 1024) });
  expect((await client.post('/v1/seeds/import', large(1023))).status).toBe(400);
  expect((await client.post('/v1/seeds/import', large(1025))).status).toBe(413);
  expect((await client.post('/v1/staff-events', large(65))).status).toBe(413);
});

it('a client without the scope imports nothing', async () => {
  const { client, tokens } = await started(['banking', 'staff', 'audit']);
  const reply = await client.post('/v1/seeds/import', { container: await container(['4711']) });
  expect(reply.status).toBe(403);
  expect(await tokens()).toEqual([]);
});
