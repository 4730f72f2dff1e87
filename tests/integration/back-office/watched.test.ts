/** What watches the service: whether it is alive, whether requests should come, and its figures. */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { run } from '../../../bank/service/storage/work.ts';
import { codeAt, newAttempt, send } from '../../fakes/bank/app.ts';
import { changeRows, rowsOf } from '../../fakes/bank/database.ts';
import { activationPassword, issueRequest, setUp, testIssuer } from '../../fakes/bank/issuer.ts';
import type { TestIssuer } from '../../fakes/bank/issuer.ts';
import { takesWrites } from '../../fakes/postgres/writes.ts';

const time = '/akagi/time?nonce=AAAAAAAAAAAAAAAAAAAAAA';
const at = (issuer: TestIssuer, path: string) => fetch(`${issuer.managementUrl}${path}`);

async function ready(issuer: TestIssuer): Promise<{ status: number; checks: object }> {
  const response = await at(issuer, '/ready');
  const { checks } = (await response.json()) as { checks: object };
  return { status: response.status, checks };
}

const all = { started: true, database: true, keys: true, clock: true, ending: false };

it('a service that has started is alive and ready', async () => {
  const issuer = await testIssuer();
  expect((await at(issuer, '/health')).status).toBe(200);
  expect(await ready(issuer)).toEqual({ status: 200, checks: all });
});

it('neither apps nor the institution’s systems find the management, nor it them', async () => {
  const issuer = await testIssuer();
  for (const path of ['/health', '/ready', '/metrics']) {
    expect((await fetch(`${issuer.url}${path}`)).status).toBe(404);
    expect((await fetch(`${issuer.backOfficeUrl}${path}`)).status).toBe(404);
  }
  for (const path of [time, '/v1/audit', '/token', '/openapi.json']) {
    expect((await at(issuer, path)).status).toBe(404);
  }
});

it('a database that takes nothing more, and a clock in doubt, make it alive and not ready', async () => {
  const issuer = await testIssuer();
  await takesWrites(issuer, false);
  expect(await ready(issuer)).toEqual({ status: 503, checks: { ...all, database: false } });
  await takesWrites(issuer, true);
  expect((await ready(issuer)).status).toBe(200);
  issuer.clock.moveBy(-60 * 60_000);
  expect(await ready(issuer)).toEqual({ status: 503, checks: { ...all, clock: false } });
  expect((await at(issuer, '/health')).status).toBe(200);
});

it('to be asked whether it is ready leaves nothing in the database', async () => {
  const issuer = await testIssuer();
  const marks = () => rowsOf(issuer.storage, 'SELECT name, value FROM marks ORDER BY name');
  const before = await marks();
  expect(await ready(issuer)).toEqual({ status: 200, checks: all });
  expect(await marks()).toEqual(before);
});

it('keys that open nothing in this database make it not ready', async () => {
  const issuer = await testIssuer();
  await setUp(issuer, await issuer.client('banking'), '1');
  await changeRows(issuer.storage, 'UPDATE tokens SET secret = ?', Buffer.alloc(48));
  expect(await ready(issuer)).toEqual({ status: 503, checks: { ...all, keys: false } });
});

it('an end begins with “not ready”, and goes on answering until whoever sends requests has seen it', async () => {
  let seen: () => void = () => undefined;
  const drained = new Promise<void>((resolve) => {
    seen = resolve;
  });
  const issuer = await testIssuer({ drain: () => drained });
  const client = await issuer.client('banking');
  const closed = issuer.close();
  expect(await ready(issuer)).toEqual({ status: 503, checks: { ...all, ending: true } });
  expect((await at(issuer, '/health')).status).toBe(200);
  expect((await fetch(`${issuer.url}${time}`)).status).toBe(200);
  expect((await client.post('/v1/contracts/1/issues', issueRequest)).status).toBe(200);
  seen();
  await closed;
  await expect(fetch(`${issuer.url}${time}`)).rejects.toThrow('fetch failed');
  await expect(at(issuer, '/health')).rejects.toThrow('fetch failed');
});

/** Each sample as its name, labels and value. */
async function samplesOf(issuer: TestIssuer) {
  const text = await (await at(issuer, '/metrics')).text();
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name = '', labels = '', value = ''] =
        /^([\w:]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      return { name, labels, value: Number(value) };
    });
}

it('what happened is counted, and no label says to whom', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking-client');
  const reference = 'customer-4711';
  const { entry, token } = await setUp(issuer, client, reference);
  const code = () => codeAt(token, issuer.clock.now());
  await client.post(`/v1/contracts/${reference}/start`, { code: code() });
  issuer.clock.moveBy(60_000);
  const logIn = { code: code(), purpose: 'log-in' };
  await client.post(`/v1/contracts/${reference}/codes`, logIn);
  await client.post(`/v1/contracts/${reference}/codes`, { ...logIn, code: '000000' });
  await client.post('/v1/contracts/another/issues', issueRequest);
  await client.get(`/v1/contracts/${reference}`);
  await client.get('/v1/contracts?after=0');
  await fetch(`${issuer.url}/akagi/tokens/${token.tokenId}/status`, { method: 'POST' });
  await fetch(`${issuer.url}/nobody/${reference}`);
  const wrong = { userId: token.sub, activationPassword: '00000' };
  expect((await send(entry, await newAttempt(entry, wrong))).status).toBe(409);

  const samples = await samplesOf(issuer);
  const valueOf = (name: string, ...labels: string[]) =>
    samples.find(
      (sample) => sample.name === name && labels.every((label) => sample.labels.includes(label)),
    )?.value;
  const event = (name: string) =>
    valueOf('issuer_events_total', 'institution="akagi"', `event="${name}"`);
  expect(['code-accepted', 'code-wrong', 'token-delivered', 'issue-made'].map(event)).toEqual([
    2, 1, 1, 2,
  ]);
  const route = 'route="/v1/contracts/:reference/codes"';
  const requests = 'issuer_request_duration_seconds_count';
  expect(valueOf(requests, route, 'side="back-office"', 'status="2xx"')).toBe(2);
  expect(valueOf(requests, 'route="/akagi/tokens/:tokenId/status"', 'status="4xx"')).toBe(1);
  expect(valueOf(requests, 'route="none"', 'status="4xx"')).toBe(1);
  expect(valueOf('issuer_clock_doubted')).toBe(0);
  expect(valueOf('issuer_last_backup_timestamp_seconds')).toBe(0);
  expect(valueOf('issuer_database_bytes')).toBeGreaterThan(10_000);
  expect(valueOf('issuer_requests_in_progress', 'side="apps"')).toBe(0);
  expect(valueOf('issuer_connections_apps')).toBeGreaterThanOrEqual(0);

  const labels = samples.map((sample) => sample.labels).join('\n');
  const ofCustomers = [
    reference,
    'another',
    token.tokenId,
    token.sub,
    token.otp.secret,
    logIn.code,
  ];
  const secretOf = (text: string) => createHash('sha256').update(text).digest('hex');
  for (const word of [...ofCustomers, activationPassword, '127.0.0.1', 'banking-client']) {
    expect(labels).not.toContain(word);
    expect(labels).not.toContain(secretOf(word));
  }
  const names = new Set([...labels.matchAll(/(\w+)=/g)].map(([, name]) => name));
  const ours = ['side', 'route', 'status', 'institution', 'event', 'le'];
  const ofNode = ['kind', 'space', 'type', 'version', 'major', 'minor', 'patch'];
  expect([...names].filter((name) => ![...ours, ...ofNode].includes(name ?? ''))).toEqual([]);
});

it('what was undone is not counted, and what another process did is', async () => {
  const issuer = await testIssuer();
  const made = async () =>
    (await samplesOf(issuer)).find(
      ({ name, labels }) => name === 'issuer_events_total' && labels.includes('"issue-made"'),
    )?.value;
  const enter = `INSERT INTO audit (at, institution, event, source) VALUES (1, 'akagi', 'issue-made', 'x')`;
  expect(await made()).toBe(0);
  const undone = issuer.storage.commit(function* () {
    yield* run(enter);
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  expect(await made()).toBe(0);
  await changeRows(issuer.storage, enter);
  expect([await made(), await made()]).toEqual([1, 1]);
});
