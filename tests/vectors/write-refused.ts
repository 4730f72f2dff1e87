/**
 * Writes docs/vectors/refused.json: each message made with the keys of the worked example and bent in one
 * place. `node tests/vectors/write-refused.ts` makes all of them anew, since signatures are never twice the same.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageType } from '../../shared/protocol.ts';
import {
  answer,
  ask,
  confirmation,
  device,
  deviceKid,
  directory,
  drawn,
  encode,
  entry,
  institution,
  list,
  logo,
  no,
  otp,
  publicHalf,
  refusal,
  renewed,
  renewedToken,
  request,
  rightJws,
  root,
  seal,
  sealAnswer,
  sealRenewal,
  sign,
  signing,
  signingKey,
  standing,
  status,
  stranger,
  svg,
  time,
  token,
  told,
  twice,
  withHmac,
  without,
  withoutSignature,
} from './bent.ts';
import type { Header } from './bent.ts';
import { docs, key, text } from './worked-example.ts';

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
  status: {
    what: 'the body of a 200 to the status request of the worked example',
    outcome: 'E202',
    vectors: [
      [
        'another token',
        '`tokenId` is not the one asked about',
        standing({ tokenId: 'f'.repeat(32) }),
      ],
      ['another question', '`nonce` is not the one sent', standing({ nonce: time['nonce'] })],
      ['another institution', '`iss` is not the service ID', standing({ iss: '10020025' })],
      ['a state that is none', '`state` is none of the five', standing({ state: 'lent' })],
      ['no state', '`state` is missing', standing({ state: undefined })],
      ['no end', '`expiresAt` is missing', standing({ expiresAt: undefined })],
      ['no time', '`serverTime` is missing', standing({ serverTime: undefined })],
      ['a time in words', '`serverTime` is no number', standing({ serverTime: 'now' })],
      [
        'signed by a stranger',
        'the signature is by no signing key of the directory',
        standing({}, { key: stranger }),
      ],
      ['signed by the vendor', '`kid` is not in `signingKeys`', standing({}, { key: root })],
      ['another kind of message', '`typ` is not `otp-status+jws`', text('confirmation-answer')],
      ['not signed', 'JSON where a JWS must be', JSON.stringify(status)],
    ],
  },
  time: {
    what: 'the body of a 200 to GET {issuerUrl}/time with the `timeNonce` of the worked example',
    outcome: 'E202',
    vectors: [
      ['another question', '`nonce` is not the one sent', told({ nonce: status['nonce'] })],
      ['no question', '`nonce` is missing', told({ nonce: undefined })],
      ['another institution', '`iss` is not the service ID', told({ iss: '10020025' })],
      ['no time', '`serverTime` is missing', told({ serverTime: undefined })],
      [
        'half a millisecond',
        '`serverTime` is no whole number',
        told({ serverTime: 1790000125000.5 }),
      ],
      ['before the beginning', '`serverTime` is below 0', told({ serverTime: -1 })],
      [
        'signed by a stranger',
        'the signature is by no signing key of the directory',
        told({}, { key: stranger }),
      ],
      ['signed by the vendor', '`kid` is not in `signingKeys`', told({}, { key: root })],
      ['a time within a status', '`typ` is not `otp-time+jws`', standing({ nonce: time['nonce'] })],
      ['not signed', 'JSON where a JWS must be', JSON.stringify(time)],
    ],
  },
  renewal: {
    what: 'the body of a 200 to the renewal request of the worked example',
    outcome: 'E202',
    vectors: [
      [
        'the token that is renewed',
        '`tokenId` is the old one',
        renewed({ tokenId: token['tokenId'] }),
      ],
      ['another user', '`sub` is not the user ID of the old token', renewed({ sub: '0000000000' })],
      [
        'another attempt',
        '`attemptId` is not the attempt’s',
        renewed({ attemptId: token['attemptId'] }),
      ],
      [
        'another request',
        '`request` is not the hash of the bytes sent',
        renewed({ request: token['request'] }),
      ],
      ['another institution', '`iss` is not the service ID', renewed({ iss: '10020025' })],
      [
        'over already',
        '`expiresAt` is not after `serverTime`',
        renewed({ expiresAt: renewedToken['serverTime'] }),
      ],
      [
        'no secret',
        '`otp.secret` is missing',
        renewed({ otp: without(renewedToken['otp'] as Header, 'secret') }),
      ],
      [
        'signed by a stranger',
        'the signature is by no signing key of the directory',
        renewed({}, { key: stranger }),
      ],
      [
        'the answer to the activation',
        'sealed to the device key of before',
        text('activation-answer-body'),
      ],
      [
        'sealed to the device key of before',
        'the JWE does not open with the renewal’s device key',
        sign(messageType.token, renewedToken).then((jws) => sealAnswer(jws)),
      ],
      [
        'under the name of the key of before',
        '`kid` of the JWE is not the thumbprint of the renewal’s device key',
        sign(messageType.token, renewedToken).then((jws) => sealRenewal(jws, { kid: deviceKid })),
      ],
      ['not sealed', 'a JWS where a JWE must be', sign(messageType.token, renewedToken)],
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
