/** What is no route of the protocol is answered in the one form of refusals that nobody signs (RFC 9457). */
import { expect, it } from 'vitest';
import { problemType, problemUrn } from '../../../bank/issuer/back-office/problem.ts';
import { testIssuer } from '../../fakes/bank/issuer.ts';

it.each([
  ['GET', '/', 404, 'not-found', null],
  ['GET', '/akagi', 404, 'not-found', null],
  ['POST', '/akagi/nothing', 404, 'not-found', null],
  ['POST', '/nobody/activations', 404, 'not-found', null],
  ['POST', '/akagi/tokens/x', 404, 'not-found', null],
  ['GET', '/akagi/activations', 405, 'method-not-allowed', 'POST'],
  ['PUT', '/akagi/tokens/x/status', 405, 'method-not-allowed', 'POST'],
  ['POST', '/akagi/time', 405, 'method-not-allowed', 'GET, HEAD'],
] as const)('%s %s is %i', async (method, path, status, code, allow) => {
  const issuer = await testIssuer();
  const answer = await fetch(`${issuer.url}${path}`, { method });
  const { headers } = answer;
  expect([answer.status, headers.get('content-type'), headers.get('allow')]).toEqual([
    status,
    problemType,
    allow,
  ]);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(await answer.json()).toMatchObject({ type: problemUrn(code), status });
});

it('so is a method that the back office does not take, with those that it does', async () => {
  const issuer = await testIssuer();
  const answer = await fetch(`${issuer.backOfficeUrl}/openapi.json`, { method: 'POST' });
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});
