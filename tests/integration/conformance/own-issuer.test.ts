/** The conformance kit against our own issuing service, which keeps to the document. */
import { expect, it, vi } from 'vitest';
import { createKit } from '../../../build/conformance/kit.ts';
import { runChecks } from '../../../build/conformance/run.ts';
import { hashOf } from '../../../build/conformance/client/read-answer.ts';
import { conformanceBench } from '../../fakes/conformance/issuer.ts';
import { startWrongIssuer } from '../../fakes/conformance/wrong-issuer.ts';

vi.setConfig({ testTimeout: 300_000 });

it('finds nothing wrong with our own issuing service, and tries everything', async () => {
  const { settings } = await conformanceBench();
  const results = await runChecks(createKit(settings));
  const others = results.filter(({ is }) => is !== 'passed');
  expect(others).toMatchObject(
    ['time-limit-told', 'status-limit-told', 'too-many-told'].map((name) => ({
      name,
      is: 'not-tried',
      reason: 'no-option',
    })),
  );
});

it('sends the same bytes again when it is told to wait', async () => {
  const bench = await conformanceBench();
  const sent = new Map<string, number>();
  const url = await startWrongIssuer(bench, async (asked, world) => {
    const request = hashOf(asked.body);
    const times = sent.get(request) ?? 0;
    if (asked.path !== '/activations') return world.pass(asked);
    sent.set(request, times + 1);
    if (times > 0) return world.pass(asked);
    const serverTime = Date.now();
    const refusal = { iss: '10010017', attemptId: null, request, serverTime };
    const code = { code: 'too-many-requests', retryAfterSeconds: 0 };
    const headers = { 'content-type': 'application/jose', 'retry-after': '0' };
    return { status: 429, headers, body: world.sign('error', { ...refusal, ...code }) };
  });
  const institution = { ...bench.settings.institution, issuerUrl: url };
  const results = await runChecks(createKit({ ...bench.settings, institution }), ['confirmation']);
  expect(results.filter(({ is }) => is !== 'passed')).toEqual([]);
  expect(new Set(sent.values())).toEqual(new Set([2]));
});

it('meets the limits of an address, and is told how long to wait', async () => {
  const { settings } = await conformanceBench({
    limits: { activationsPerAddress: 30, statusesPerAddress: 30, timesPerAddress: 30 },
  });
  const results = await runChecks(createKit({ ...settings, limitRequests: 60 }), ['limits']);
  expect(results).toMatchObject(
    ['time-limit-told', 'status-limit-told', 'too-many-told'].map((name) => ({
      name,
      is: 'passed',
    })),
  );
});

it('says that it met no limit of questions, which is no fault', async () => {
  const { settings } = await conformanceBench();
  const results = await runChecks(createKit({ ...settings, limitRequests: 20 }), [
    'time-limit-told',
    'status-limit-told',
  ]);
  expect(results).toMatchObject([{ reason: 'no-limit' }, { reason: 'no-limit' }]);
});
