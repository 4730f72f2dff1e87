/**
 * Writes docs/vectors/refused.json: each message made with the keys of the worked example and bent in one
 * place. `node tests/vectors/write-refused.ts` makes all of them anew, since signatures are never twice the same.
 */
import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CompactEncrypt, CompactSign, calculateJwkThumbprint, importJWK } from 'jose';
import { messageType } from '../../shared/protocol.ts';
import { newKeyPair } from '../fakes/app/issuer.ts';
import { docs, json, key, text } from './worked-example.ts';
import type { Jwk } from './worked-example.ts';

type Header = Record<string, unknown>;
type Signer = { alg?: string; key?: Header; header?: Header };

const signingKey = key('institution-signing-key');
const stranger = await newKeyPair('example-sig-1', 'ES256');
/** Without `d`: nobody seals to a private key. */
const publicHalf = ({ kty, crv, x, y }: Jwk) => ({ kty, crv, x, y });
const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

async function sign(typ: string, payload: unknown, by: Signer = {}): Promise<string> {
  const plain = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const { kid } = (by.key ?? signingKey) as { kid: string };
  return new CompactSign(Buffer.from(plain))
    .setProtectedHeader({ alg: 'ES256', kid, typ, ...by.header })
    .sign(await importJWK(by.key ?? signingKey, 'ES256'), { crit: { 'http://x.example': true } });
}

async function seal(to: Header, plain: string, header: Header): Promise<string> {
  return new CompactEncrypt(Buffer.from(plain))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', ...header })
    .encrypt(await importJWK(to, 'ECDH-ES'), { crit: { 'http://x.example': true } });
}

const token = json('issued-token');
const device = key('device-key');
const devicePublic = publicHalf(device);
const deviceKid = await calculateJwkThumbprint(devicePublic);
const root = key('vendor-root');
const directory = json('directory');
const [institution] = directory['institutions'] as [Header];
const request = json('activation-request');
const confirmation = JSON.parse(
  Buffer.from(text('confirmation-answer').split('.')[1] ?? '', 'base64url').toString(),
) as Header;
const refusal = JSON.parse(
  Buffer.from(text('error-body').split('.')[1] ?? '', 'base64url').toString(),
) as Header;

const sealAnswer = (jws: string, header: Header = {}) =>
  seal(devicePublic, jws, { kid: deviceKid, typ: messageType.activationAnswer, ...header });
const answer = async (change: Header | string, by: Signer = {}) =>
  sealAnswer(
    await sign(
      messageType.token,
      typeof change === 'string' ? change : { ...token, ...change },
      by,
    ),
  );
const otp = (change: Header) => answer({ otp: { ...(token['otp'] as Header), ...change } });
const without = (whole: Header, member: string) => ({ ...whole, [member]: undefined });
const list = (change: Header, by: Signer = { key: root }) =>
  sign(messageType.directory, { ...directory, ...change }, by);
const entry = (change: Header) => list({ institutions: [{ ...institution, ...change }] });
const svg = (shapes: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">${shapes}</svg>`;
const logo = (type: string, data: string) => entry({ logo: { type, data } });
const drawn = (shapes: string) => logo('image/svg+xml', svg(shapes));
const no = (change: Header, by: Signer = {}) =>
  sign(messageType.error, { ...refusal, ...change }, by);
const [signing] = institution['signingKeys'] as [Header];
const ask = (change: Header | string, header: Header = {}) =>
  seal(
    (institution['encryptionKeys'] as [Header])[0],
    typeof change === 'string' ? change : JSON.stringify({ ...request, ...change }),
    { kid: 'example-enc-1', typ: messageType.activationRequest, ...header },
  );
const rightJws = await sign(messageType.token, token);
const twice = JSON.stringify(token).replace('{', '{"sub":"0000000000",');
const withHmac = (jws: string) => {
  const payload = jws.split('.')[1] ?? '';
  const signed = `${encode({ alg: 'HS256', kid: 'example-sig-1', typ: messageType.token })}.${payload}`;
  const mac = createHmac('sha256', JSON.stringify(signing)).update(signed).digest('base64url');
  return `${signed}.${mac}`;
};
const withoutSignature = `${encode({ alg: 'none', kid: 'example-sig-1', typ: messageType.token })}.${encode(token)}.`;

type Vector = [name: string, reason: string, body: string | Promise<string>];
const kinds: Record<string, { what: string; outcome: string; vectors: Vector[] }> = {
  answer: {
    what: 'the body of a 200 to the activation request of the worked example',
    outcome: 'E202',
    vectors: [
      ['another user', '`sub` is not the attempt’s user ID', answer({ sub: '0000000000' })],
      [
        'another attempt',
        '`attemptId` is not the attempt’s',
        answer({ attemptId: 'f'.repeat(32) }),
      ],
      [
        'another request',
        '`request` is not the hash of the bytes sent',
        answer({ request: encode('x'.repeat(32)) }),
      ],
      ['another institution', '`iss` is not the service ID', answer({ iss: '10020025' })],
      ['version 2', '`v` is not 1', answer({ v: 2 })],
      ['no secret', '`otp.secret` is missing', otp({ secret: undefined })],
      [
        'a secret of 15 bytes',
        '`otp.secret` is shorter than 16 bytes',
        otp({ secret: encode('x'.repeat(15)) }),
      ],
      [
        'a secret of 65 bytes',
        '`otp.secret` is longer than 64 bytes',
        otp({ secret: encode('x'.repeat(65)) }),
      ],
      [
        'a secret with padding',
        '`otp.secret` is not in its one form of base64url',
        otp({ secret: 'MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=' }),
      ],
      [
        'a secret with stray bits',
        '`otp.secret` is not in its one form of base64url',
        otp({ secret: 'MTIzNDU2Nzg5MDEyMzQ1Njc4OTB' }),
      ],
      ['five digits', '`otp.digits` is below 6', otp({ digits: 5 })],
      ['thirty seconds', '`otp.period` is not 60', otp({ period: 30 })],
      ['MD5', '`otp.algorithm` is none of the three', otp({ algorithm: 'MD5' })],
      [
        'over before it began',
        '`expiresAt` is not after `issuedAt`',
        answer({ expiresAt: token['issuedAt'] }),
      ],
      [
        'issued the day after tomorrow',
        '`issuedAt` is a day or more after `serverTime`',
        answer({ issuedAt: Number(token['serverTime']) + 172_800_000 }),
      ],
      [
        'half a millisecond',
        'an instant is no whole number',
        answer({ serverTime: 1790000123456.5 }),
      ],
      [
        'a name turned round',
        '`displayName` has a bidirectional control character',
        answer({ displayName: '\u202eあかぎ' }),
      ],
      [
        'a token ID that is a path',
        '`tokenId` is not 32 hexadecimal digits',
        answer({ tokenId: '../../../../../../../../etc/passwd' }),
      ],
      ['a member twice', '`sub` stands twice in its object', answer(twice)],
      [
        'nested too deep',
        'nesting deeper than 16',
        answer(JSON.stringify(token).replace('{', `{"x":${'['.repeat(20)}${']'.repeat(20)},`)),
      ],
      ['a list', 'the payload is no object', answer(JSON.stringify([token]))],
      ['no JSON', 'the payload is no JSON', answer('token')],
      [
        'signed by a stranger',
        'the signature is by no signing key of the directory, whatever its `kid` says',
        answer({}, { key: stranger }),
      ],
      [
        'signed by the vendor',
        '`kid` is not in `signingKeys`: the root signs directories alone',
        answer({}, { key: root }),
      ],
      [
        'signed as another kind',
        '`typ` in the JWS is not `otp-token+jws`',
        sign(messageType.confirmation, token).then(sealAnswer),
      ],
      ['not signed', '`alg` is `none`', sealAnswer(withoutSignature)],
      ['a MAC by the public key', '`alg` is HS256', sealAnswer(withHmac(rightJws))],
      [
        'an extension',
        '`crit`: no message has one',
        answer({}, { header: { crit: ['http://x.example'], 'http://x.example': 1 } }),
      ],
      ['not sealed', 'a JWS where a JWE must be', rightJws],
      [
        'sealed to another key',
        'the JWE does not open with the attempt’s device key',
        seal(publicHalf(key('renewal-device-key')), rightJws, {
          kid: deviceKid,
          typ: messageType.activationAnswer,
        }),
      ],
      [
        'under the name of another key',
        '`kid` of the JWE is not the thumbprint of the device key',
        sealAnswer(rightJws, { kid: 'example-enc-1' }),
      ],
      ['under no name', 'the JWE has no `kid`', sealAnswer(rightJws, { kid: undefined })],
      [
        'sealed as another kind',
        '`typ` of the JWE is not `otp-token+jwe`',
        sealAnswer(rightJws, { typ: messageType.activationRequest }),
      ],
      ['sealed by A128GCM', '`enc` is not A256GCM', sealAnswer(rightJws, { enc: 'A128GCM' })],
      ['compressed', '`zip`: nothing is compressed', sealAnswer(rightJws, { zip: 'DEF' })],
      [
        'a space within',
        'base64url with white space',
        `${text('activation-answer-body').slice(0, 40)} ${text('activation-answer-body').slice(40)}`,
      ],
    ],
  },
  refusal: {
    what: 'the body of a 401 to the activation request of the worked example',
    outcome: 'E201',
    vectors: [
      ['not signed', 'JSON where a JWS must be', JSON.stringify(refusal)],
      [
        'signed by a stranger',
        'the signature is by no signing key of the directory',
        no({}, { key: stranger }),
      ],
      [
        'about another request',
        '`request` is not the hash of the bytes sent',
        no({ request: encode('x'.repeat(32)) }),
      ],
      [
        'about another attempt',
        '`attemptId` is neither null nor the attempt’s',
        no({ attemptId: 'f'.repeat(32) }),
      ],
      ['by another institution', '`iss` is not the service ID', no({ iss: '10020025' })],
      [
        'a code that is none',
        '`code` has other characters than a to z, 0 to 9 and -',
        no({ code: '電話してください' }),
      ],
      ['tries below none', '`triesLeft` is below 0', no({ triesLeft: -1 })],
      ['a wait below none', '`retryAfterSeconds` is below 0', no({ retryAfterSeconds: -1 })],
      ['another kind of message', '`typ` is not `otp-error+jws`', text('time-answer')],
    ],
  },
  confirmation: {
    what: 'the body of a 200 to the confirmation of the worked example',
    outcome: 'E202',
    vectors: [
      [
        'another token',
        '`tokenId` is not the confirmed one',
        sign(messageType.confirmation, { ...confirmation, tokenId: 'f'.repeat(32) }),
      ],
      [
        'another request',
        '`request` is not the hash of the bytes sent',
        sign(messageType.confirmation, { ...confirmation, request: encode('x'.repeat(32)) }),
      ],
      [
        'no time',
        '`serverTime` is missing',
        sign(messageType.confirmation, without(confirmation, 'serverTime')),
      ],
      ['another kind of message', '`typ` is not `otp-confirmation+jws`', text('status-answer')],
    ],
  },
  directory: {
    what: 'the body of a 200 to the app’s request for the directory',
    outcome: 'E115',
    vectors: [
      [
        'signed by a stranger',
        'the signature is by no root',
        list({}, { key: { ...stranger, kid: 'example-root' } }),
      ],
      ['signed by an institution', '`kid` is no root’s', list({}, { key: signingKey })],
      [
        'another kind of message',
        '`typ` is not `otp-directory+jws`',
        sign(messageType.time, directory, { key: root }),
      ],
      ['no number', '`seq` is missing', list({ seq: undefined })],
      ['number 0', '`seq` is below 1', list({ seq: 0 })],
      ['over before it began', '`exp` is not after `iat`', list({ exp: directory['iat'] })],
      ['in milliseconds', '`exp` is after the year 9999', list({ exp: 1_821_536_000_000 })],
      ['of nobody', '`institutions` is empty', list({ institutions: [] })],
    ],
  },
  entry: {
    what: 'a directory whose only entry must be left out: its institution is unknown',
    outcome: 'E105',
    vectors: [
      [
        'a final slash',
        '`issuerUrl` ends with a slash',
        entry({ issuerUrl: 'https://issuer.example/akagi/' }),
      ],
      [
        'without TLS',
        '`issuerUrl` is http: and not on this machine',
        entry({ issuerUrl: 'http://issuer.example/akagi' }),
      ],
      ['a script', '`bankUrl` is no https: address', entry({ bankUrl: 'javascript:alert(1)' })],
      ['a mark of three', '`mark` has more than two characters', entry({ mark: '赤城信' })],
      ['a named colour', '`color` is not #rrggbb', entry({ color: 'red' })],
      [
        'a telephone number in words',
        '`tel` has other characters than digits, hyphens and a plus',
        entry({ tel: 'お電話ください' }),
      ],
      ['a private half', 'a key has `d`', entry({ signingKeys: [signingKey] })],
      [
        'two keys of one name',
        '`kid` stands twice in one list',
        entry({ signingKeys: [signing, signing] }),
      ],
      [
        'a key beside the curve',
        'a key is no point of P-256',
        entry({ signingKeys: [{ ...signing, y: 'A'.repeat(43) }] }),
      ],
      ['no key', '`encryptionKeys` is empty', entry({ encryptionKeys: [] })],
      ['the number of practice', '`serviceId` is 12345678', entry({ serviceId: '12345678' })],
      [
        'twice',
        '`serviceId` stands twice in the list',
        list({ institutions: [institution, institution] }),
      ],
    ],
  },
  logo: {
    what: 'a directory whose only entry is taken without its logo',
    outcome: 'no-logo',
    vectors: [
      ['a script', 'the SVG has an element that is not listed', drawn('<script>alert(1)</script>')],
      [
        'an event',
        'an attribute that is not listed',
        drawn('<path d="M0 0z" onclick="alert(1)"/>'),
      ],
      ['a page within', 'foreignObject', drawn('<foreignObject><p>x</p></foreignObject>')],
      ['a style sheet', '@import', drawn('<style>@import url(https://x.example/a.css);</style>')],
      ['something from elsewhere', 'href', drawn('<use href="https://x.example/a.svg#a"/>')],
      [
        'a colour from elsewhere',
        '`url()` of something that is not in the drawing',
        drawn('<path d="M0 0z" fill="url(https://x.example/#a)"/>'),
      ],
      ['an entity', 'an ampersand', drawn('<path d="&lol;"/>')],
      [
        'entities of its own',
        'something before the root element',
        logo('image/svg+xml', `<!DOCTYPE svg [<!ENTITY lol "lol">]>${svg('')}`),
      ],
      ['not closed', 'an element without its end', drawn('<g>')],
      ['too much', 'more than 8,192 bytes', logo('image/svg+xml', svg('').padEnd(8193))],
      ['no PNG', 'the bytes are no PNG', logo('image/png', encode('GIF89a'))],
      ['a JPEG', '`type` is neither of the two', logo('image/jpeg', '_9j_4AAQSkZJRg')],
      ['an address', '`logo` is no object', entry({ logo: 'https://x.example/logo.svg' })],
    ],
  },
  request: {
    what: 'the body of POST {issuerUrl}/activations',
    outcome: 'bad-request',
    vectors: [
      [
        'a member twice',
        '`userId` stands twice in its object',
        ask(JSON.stringify(request).replace('{', '{"userId":"0000000000",')),
      ],
      ['a private half', '`deviceKey` has `d`', ask({ deviceKey: device })],
      ['version 2', '`v` is not 1', ask({ v: 2 })],
      [
        'a password of three digits',
        '`activationPassword` is not 4 to 8 digits',
        ask({ activationPassword: '123' }),
      ],
      [
        'another kind of message',
        '`typ` is not `otp-activation+jwe`',
        ask({}, { typ: messageType.renewalRequest }),
      ],
      ['compressed', '`zip`: nothing is compressed', ask({}, { zip: 'DEF' })],
      ['not sealed', 'JSON where a JWE must be', JSON.stringify(request)],
    ],
  },
};

const written = Object.entries(kinds).map(async ([kind, { what, outcome, vectors }]) => ({
  kind,
  what,
  outcome,
  messages: await Promise.all(
    vectors.map(async ([name, reason, body]) => ({ name, reason, body: await body })),
  ),
}));
const file = join(docs, 'vectors/refused.json');
writeFileSync(file, `${JSON.stringify(await Promise.all(written), null, 2)}\n`);
