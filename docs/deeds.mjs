/**
 * A sample of the `command` of the conformance kit's settings (institution.md, step 4): its deeds by the back office of this
 * repository's issuing service. Node alone; it stands beside conformance.json, with the private key that `add-client` has
 * written. As `["node", "deeds.mjs", "conformance.key", "http://127.0.0.1:8791"]` it gets the deed's name as the last word.
 */
import { createPrivateKey, randomInt, randomUUID, sign } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { json } from 'node:stream/consumers';

const [keyFile = '', url = '', deed = ''] = process.argv.slice(2);
/** Which contract an issue was opened for, a line each: the kit knows the user ID alone. */
const references = 'references.txt';

/** By an assertion of this client's own (RFC 7523): once, for this back office alone. */
async function accessToken() {
  const { clientId, kid, alg, ...jwk } = JSON.parse(readFileSync(keyFile, 'utf8'));
  const exp = Math.floor(Date.now() / 1000) + 60;
  const claims = { iss: clientId, sub: clientId, aud: url, exp, jti: randomUUID() };
  const encoded = (part) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const signed = `${encoded({ alg, kid })}.${encoded(claims)}`;
  const key = { key: createPrivateKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' };
  const form = {
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`,
  };
  const made = await answerOf('/token', { body: new URLSearchParams(form) });
  return made.access_token;
}

async function ask(path, body) {
  const headers = {
    authorization: `Bearer ${await accessToken()}`,
    'content-type': 'application/json',
    'idempotency-key': `"${randomUUID()}"`,
  };
  return answerOf(`/v1/contracts/${path}`, { headers, body: JSON.stringify(body) });
}

async function answerOf(path, request) {
  const response = await fetch(`${url}${path}`, { method: 'POST', ...request });
  const text = await response.text();
  // The kit tells what stands on standard error.
  if (!response.ok) throw new Error(`${path} answers ${response.status}: ${text}`);
  return JSON.parse(text);
}

async function issue() {
  const reference = `conformance-${randomUUID()}`;
  const activationPassword = String(randomInt(10_000, 100_000));
  const asked = { deliveryAddress: 'nobody@example.jp', activationPassword };
  const { userId } = await ask(`${reference}/issues`, asked);
  appendFileSync(references, `${userId} ${reference}\n`);
  return { userId, activationPassword };
}

function contractOf(userId) {
  const lines = readFileSync(references, 'utf8').split('\n');
  return lines.find((line) => line.startsWith(`${userId} `))?.split(' ')[1];
}

const taken = ({ verdict }) => ({ taken: verdict === 'accepted' });

const deeds = {
  issue,
  start: async ({ userId, code }) => taken(await ask(`${contractOf(userId)}/start`, { code })),
  code: async ({ userId, code }) =>
    taken(await ask(`${contractOf(userId)}/codes`, { code, purpose: 'log-in' })),
  void: async ({ userId }) => void (await ask(`${contractOf(userId)}/void-issue`, {})),
  release: async ({ userId }) => void (await ask(`${contractOf(userId)}/release`, {})),
};

const answer = await deeds[deed](await json(process.stdin));
process.stdout.write(JSON.stringify(answer ?? {}));
