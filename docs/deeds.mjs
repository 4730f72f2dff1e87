/**
 * A sample of the `command` of the conformance kit's settings (institution.md, step 4): its deeds by what this repository's
 * issuing service offers its operators, on the machine of a test server. Node alone; it stands beside conformance.json, with the
 * private key that `add-client` has written, the service's data folder and `issuer.pid`. The words are that key, the back
 * office, the address for apps, and the deed's name, which the kit adds.
 */
import { execFileSync } from 'node:child_process';
import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
  randomInt,
  randomUUID,
  sign,
} from 'node:crypto';
import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { json } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';

const words = process.argv.slice(2);
const deed = words.pop();
const [keyFile = '', url = '', issuerUrl = ''] = words;
/** Which contract an issue was opened for, a line each: the kit knows the user ID alone. */
const references = 'references.txt';
/** What the service reads anew at SIGHUP; its address for apps ends in the institution's name there. */
const keysFile = 'data/keys.json';
const institution = issuerUrl.split('/').at(-1);
const pidFile = 'issuer.pid';

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

/** Edits the signing keys, of which the first one signs, and waits until it does. */
async function changeSigning(edit) {
  const keys = JSON.parse(readFileSync(keysFile, 'utf8'));
  const its = keys.institutions[institution];
  its.signing = edit(its.signing);
  // Whole at any moment, and for nobody else to read.
  writeFileSync(`${keysFile}.new`, JSON.stringify(keys, null, 2), { mode: 0o600 });
  renameSync(`${keysFile}.new`, keysFile);
  process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGHUP');
  for (let tries = 0; (await signer()) !== its.signing[0].kid; tries += 1) {
    if (tries === 100) throw new Error('the service goes on signing by its former key');
    await setTimeout(100);
  }
}

/** Whose signature its answers bear. */
async function signer() {
  const nonce = randomBytes(16).toString('base64url');
  const answer = await (await fetch(`${issuerUrl}/time?nonce=${nonce}`)).text();
  return JSON.parse(Buffer.from(answer.split('.')[0], 'base64url').toString('utf8')).kid;
}

/** Named by its thumbprint (RFC 7638). */
function newSigningKey() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { kty, crv, x, y, d } = privateKey.export({ format: 'jwk' });
  const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
  return { kty, crv, x, y, d, kid };
}

/** Takes its database away from a service on PostgreSQL, as a failure would, and gives it back. */
function maintenance({ on }) {
  if (!process.env.DATABASE_URL) throw new Error('DATABASE_URL does not say which database');
  const database = new URL(process.env.DATABASE_URL);
  const name = database.pathname.slice(1);
  database.pathname = '/postgres';
  const psql = (statement) =>
    execFileSync('psql', [database.href, '-v', 'ON_ERROR_STOP=1', '-qAt', '-c', statement]);
  psql(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS ${!on}`);
  if (!on) return;
  const its = `datname = '${name}' AND usename = current_user`;
  psql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${its}`);
}

const deeds = {
  issue,
  start: async ({ userId, code }) => taken(await ask(`${contractOf(userId)}/start`, { code })),
  code: async ({ userId, code }) =>
    taken(await ask(`${contractOf(userId)}/codes`, { code, purpose: 'log-in' })),
  void: async ({ userId }) => void (await ask(`${contractOf(userId)}/void-issue`, {})),
  release: async ({ userId }) => void (await ask(`${contractOf(userId)}/release`, {})),
  maintenance,
  'rotate-signing': () => changeSigning(([present, ...others]) => [...others, present]),
  /** None of the kit's: by hand, before the settings' keys are written. */
  'next-signing': () => changeSigning((present) => [...present, newSigningKey()]),
};

const answer = await deeds[deed](await json(process.stdin));
process.stdout.write(JSON.stringify(answer ?? {}));
