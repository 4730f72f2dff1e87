/** Answers that arrive whole and are not what they claim: forged, swapped, replayed, bent. */
import { createHmac, sign as signBytes, createPrivateKey } from 'node:crypto';
import { CompactEncrypt, calculateJwkThumbprint, importJWK } from 'jose';
import { describe, expect, test } from 'vitest';
import { joseContentType, messageType } from '../../../shared/protocol.ts';
import type { ActivationRequest, IssuedToken } from '../../../shared/protocol.ts';
import { hostileScene, input } from '../../fakes/app/hostile-scene.ts';
import type { Exchange, Misbehave } from '../../fakes/app/hostile-server.ts';
import { newKeyPair, publicHalf, sha256 } from '../../fakes/app/issuer.ts';
import type { Issuer } from '../../fakes/app/issuer.ts';

const year = 365 * 24 * 60 * 60 * 1000;

type Asked = { issuer: Issuer; request: ActivationRequest; body: string; token: IssuedToken };
/** Makes the whole answer. */
type Forge = (asked: Asked) => Promise<string>;

function reply({ response }: Exchange, status: number, text: string): void {
  response.writeHead(status, { 'content-type': joseContentType }).end(text);
}

const answering =
  (issuer: Issuer, forge: Forge): Misbehave =>
  async (exchange) => {
    const request = await issuer.open(exchange.body);
    const token = issuer.token(request, exchange.body);
    reply(exchange, 200, await forge({ issuer, request, body: exchange.body, token }));
  };

/** Sealed as it should be; the JWS inside is made by the test. */
const sealed =
  (inner: (asked: Asked) => string | Promise<string>): Forge =>
  async (asked) =>
    asked.issuer.seal(asked.request.deviceKey, await inner(asked));

/** Sealed and signed as it should be; the payload is the test's. */
const payload = (make: (asked: Asked) => unknown): Forge =>
  sealed((asked) => asked.issuer.sign(messageType.token, make(asked)));

const withMembers = (change: object | ((token: IssuedToken) => object)): Forge =>
  payload(({ token }) => ({
    ...token,
    ...(typeof change === 'function' ? change(token) : change),
  }));

const withOtp = (change: object): Forge =>
  payload(({ token }) => ({ ...token, otp: { ...token.otp, ...change } }));

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JWS with any header and a signature by any means. */
const forged =
  (header: object, signature: (signed: string, issuer: Issuer) => Buffer | string): Forge =>
  (asked) =>
    sealed(() => {
      const signed = `${encode(header)}.${encode(asked.token)}`;
      const made = signature(signed, asked.issuer);
      return `${signed}.${typeof made === 'string' ? made : made.toString('base64url')}`;
    })(asked);

const jwsHeader = { alg: 'ES256', kid: 'sig-1', typ: messageType.token };
const strangerSigns =
  (kid: string): Forge =>
  async (asked) => {
    const stranger = await newKeyPair(kid, 'ES256');
    return sealed(({ issuer, token }) => issuer.sign(messageType.token, token, stranger))(asked);
  };

const rightJws = ({ issuer, token }: Asked) => issuer.sign(messageType.token, token);

const sealedWith =
  (header: { alg: string; enc: string; [name: string]: unknown }, key?: Uint8Array): Forge =>
  async (asked) =>
    new CompactEncrypt(Buffer.from(await rightJws(asked)))
      .setProtectedHeader({
        typ: messageType.activationAnswer,
        kid: await calculateJwkThumbprint({ ...asked.request.deviceKey }),
        ...header,
      })
      .encrypt(key ?? (await importJWK({ ...asked.request.deviceKey }, 'ECDH-ES')));

/** The right answer with its protected header exchanged for another one. */
const jweHeader =
  (change: (header: Record<string, unknown>) => object): Forge =>
  async (asked) => {
    const [header = '', ...rest] = (await sealed(rightJws)(asked)).split('.');
    const old = JSON.parse(Buffer.from(header, 'base64url').toString()) as Record<string, unknown>;
    return [encode(change(old)), ...rest].join('.');
  };

function expectEachRefused(cases: [string, Forge][]): void {
  test.each(cases)('%s', async (_name, forge) => {
    const { expectRefused, issuer } = await hostileScene();
    await expectRefused('unproven-answer', answering(issuer, forge));
  });
}

describe('for somebody or something else', () => {
  expectEachRefused([
    ['another user', withMembers({ sub: '0000000000' })],
    ['another attempt', withMembers({ attemptId: 'f'.repeat(32) })],
    ['another request', withMembers({ request: sha256('another') })],
    ['another institution', withMembers({ iss: '10020025' })],
    [
      'another device',
      async (asked) => {
        const other = publicHalf(await newKeyPair('x', 'ECDH-ES'));
        return asked.issuer.seal(other, await rightJws(asked));
      },
    ],
    [
      'the institution itself',
      async (asked) =>
        asked.issuer.seal(
          publicHalf(asked.issuer.keys.encryption[0] ?? asked.issuer.keys.root),
          await rightJws(asked),
        ),
    ],
    ['not sealed', rightJws],
    ['the request, sent back', async ({ body }) => body],
    ['a signed time in its place', sealed(({ issuer }) => issuer.time('x'.repeat(22)))],
    [
      'a signed refusal in its place',
      sealed(({ issuer, body }) => issuer.error('bad-request', sha256(body))),
    ],
  ]);

  test('the answer to an earlier attempt', async () => {
    const { expectRefused, issuer, app, server } = await hostileScene();
    let earlier = '';
    server.misbehave('/activations', async (exchange) => {
      earlier = await exchange.right();
      exchange.response.destroy();
    });
    await app.call('activate', { ...input, userId: '0000000000' });
    const [pending] = (await app.ready()).pending;
    await app.call('discardActivation', { id: pending?.id ?? '' });
    await expectRefused(
      'unproven-answer',
      answering(issuer, async () => earlier),
    );
  });

  test('a token ID that this PC already has', async () => {
    const { app, issuer, server } = await hostileScene();
    await app.call('activate', input);
    const tokenId = (await app.ready()).tokens[0]?.id ?? '';
    server.misbehave('/activations', answering(issuer, withMembers({ tokenId })));
    const reply_ = await app.call('activate', { ...input, userId: '0000000000' });
    expect(reply_).toMatchObject({ ok: false, code: 'unproven-answer' });
    expect((await app.ready()).tokens).toHaveLength(1);
  });
});

describe('signed otherwise', () => {
  expectEachRefused([
    ['by a stranger', strangerSigns('stranger')],
    ['by a stranger under the right name', strangerSigns('sig-1')],
    [
      'by the vendor',
      sealed(({ issuer, token }) => issuer.sign(messageType.token, token, issuer.keys.root)),
    ],
    [
      'by its encryption key',
      sealed(({ issuer, token }) =>
        issuer.sign(messageType.token, token, {
          ...(issuer.keys.encryption[0] ?? issuer.keys.root),
          kid: 'sig-1',
        }),
      ),
    ],
    ['alg none', forged({ ...jwsHeader, alg: 'none' }, () => '')],
    ['alg none in capitals', forged({ ...jwsHeader, alg: 'NONE' }, () => '')],
    ['alg none with a signature', forged({ ...jwsHeader, alg: 'none' }, () => 'AAAA')],
    [
      'HS256 by the public key',
      forged({ ...jwsHeader, alg: 'HS256' }, (signed, issuer) =>
        createHmac('sha256', JSON.stringify(publicHalf(issuer.keys.signing[0] ?? issuer.keys.root)))
          .update(signed)
          .digest(),
      ),
    ],
    [
      'HS256 by nothing',
      forged({ ...jwsHeader, alg: 'HS256' }, (signed) =>
        createHmac('sha256', '').update(signed).digest(),
      ),
    ],
    ['ES384', forged({ ...jwsHeader, alg: 'ES384' }, () => Buffer.alloc(96, 1))],
    ['RS256', forged({ ...jwsHeader, alg: 'RS256' }, () => Buffer.alloc(256, 1))],
    ['no alg', forged({ kid: 'sig-1', typ: messageType.token }, () => Buffer.alloc(64, 1))],
    ['a signature of zeros', forged(jwsHeader, () => Buffer.alloc(64))],
    ['no signature', forged(jwsHeader, () => '')],
    [
      'a signature in DER',
      forged(jwsHeader, (signed, issuer) => {
        const key = createPrivateKey({ key: { ...issuer.keys.signing[0] }, format: 'jwk' });
        return signBytes('sha256', Buffer.from(signed), key);
      }),
    ],
    [
      'with a key of its own in the header',
      async (asked) => {
        const stranger = await newKeyPair('sig-1', 'ES256');
        const header = { jwk: publicHalf(stranger) };
        return sealed(({ issuer, token }) =>
          issuer.sign(messageType.token, token, stranger, header),
        )(asked);
      },
    ],
    [
      'with a key to fetch',
      sealed(({ issuer, token }) =>
        issuer.sign(messageType.token, token, undefined, { kid: 'x', jku: 'http://127.0.0.1:1/' }),
      ),
    ],
    [
      'without the name of a key',
      sealed(({ issuer, token }) =>
        issuer.sign(messageType.token, token, undefined, { kid: undefined as never }),
      ),
    ],
    [
      'as another kind of message',
      sealed(({ issuer, token }) => issuer.sign(messageType.confirmation, token)),
    ],
    [
      'as no kind of message',
      sealed(({ issuer, token }) => issuer.sign(undefined as never, token)),
    ],
    [
      'with an extension that must be understood',
      sealed(({ issuer, token }) =>
        issuer.sign(messageType.token, token, undefined, {
          crit: ['http://x.example'],
          'http://x.example': 1,
        }),
      ),
    ],
    [
      'with an extension that the library knows',
      sealed(({ issuer, token }) =>
        issuer.sign(messageType.token, token, undefined, { crit: ['b64'], b64: true }),
      ),
    ],
    ['with an empty crit', forged({ ...jwsHeader, crit: [] }, () => Buffer.alloc(64, 1))],
  ]);
});

describe('sealed otherwise', () => {
  const wrapped = new Uint8Array(32).fill(7);
  expectEachRefused([
    ['A128GCM', sealedWith({ alg: 'ECDH-ES', enc: 'A128GCM' })],
    ['A256CBC-HS512', sealedWith({ alg: 'ECDH-ES', enc: 'A256CBC-HS512' })],
    ['ECDH-ES+A256KW', sealedWith({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM' })],
    ['dir', sealedWith({ alg: 'dir', enc: 'A256GCM' }, wrapped)],
    ['A256KW', sealedWith({ alg: 'A256KW', enc: 'A256GCM' }, wrapped)],
    [
      'PBES2, to keep the app busy',
      sealedWith({ alg: 'PBES2-HS256+A128KW', enc: 'A256GCM' }, wrapped),
    ],
    [
      'as another kind of message',
      sealedWith({ alg: 'ECDH-ES', enc: 'A256GCM', typ: messageType.activationRequest }),
    ],
    ['as no kind of message', sealedWith({ alg: 'ECDH-ES', enc: 'A256GCM', typ: undefined })],
    [
      'under the name of another key',
      sealedWith({ alg: 'ECDH-ES', enc: 'A256GCM', kid: 'A'.repeat(43) }),
    ],
    ['under no name of a key', sealedWith({ alg: 'ECDH-ES', enc: 'A256GCM', kid: undefined })],
    ['compressed, as it says', sealedWith({ alg: 'ECDH-ES', enc: 'A256GCM', zip: 'DEF' })],
    [
      'a key that is not on the curve',
      jweHeader((old) => ({ ...old, epk: { ...(old['epk'] as object), y: 'A'.repeat(43) } })),
    ],
    [
      'the point at zero',
      jweHeader((old) => ({
        ...old,
        epk: { ...(old['epk'] as object), x: 'A'.repeat(43), y: 'A'.repeat(43) },
      })),
    ],
    [
      'a key of another curve',
      jweHeader((old) => ({ ...old, epk: { ...(old['epk'] as object), crv: 'P-384' } })),
    ],
    [
      'a key with its private half',
      jweHeader((old) => ({ ...old, epk: { ...(old['epk'] as object), d: 'A'.repeat(43) } })),
    ],
    ['no key', jweHeader((old) => ({ ...old, epk: undefined }))],
    ['compressed', jweHeader((old) => ({ ...old, zip: 'DEF' }))],
    ['an extension that must be understood', jweHeader((old) => ({ ...old, crit: ['x'], x: 1 }))],
    ['a header that is a list', jweHeader(() => [])],
    [
      'four parts',
      async (asked) => (await sealed(rightJws)(asked)).split('.').slice(0, 4).join('.'),
    ],
    ['six parts', async (asked) => `${await sealed(rightJws)(asked)}.AAAA`],
    ['dots alone', async () => '....'],
    ['as JSON', async (asked) => JSON.stringify({ ciphertext: await sealed(rightJws)(asked) })],
    ['an empty message inside', sealed(() => '')],
  ]);
});

describe('signed, and not a token', () => {
  const text = (asked: Asked) => JSON.stringify(asked.token);
  expectEachRefused([
    ['no JSON', payload(() => 'token')],
    ['JSON cut short', payload((asked) => text(asked).slice(0, -1))],
    ['two of them', payload((asked) => text(asked) + text(asked))],
    ['a list', payload(({ token }) => [token])],
    ['a string', payload((asked) => JSON.stringify(text(asked)))],
    ['null', payload(() => 'null')],
    ['a number', payload(() => '1')],
    ['a member twice', payload((asked) => text(asked).replace('{', '{"sub":"0000000000",'))],
    [
      'a member twice, once escaped',
      payload((asked) => text(asked).replace('{', '{"\\u0073ub":"0000000000",')),
    ],
    [
      'a secret twice',
      payload((asked) => text(asked).replace('"otp":{', `"otp":{"secret":"${'A'.repeat(27)}",`)),
    ],
    [
      '10,000 deep',
      payload((asked) =>
        text(asked).replace('{', `{"x":${'['.repeat(10_000)}${']'.repeat(10_000)},`),
      ),
    ],
    ['1e999', payload((asked) => text(asked).replace(/"expiresAt":\d+/, '"expiresAt":1e999'))],
    ['-1', withMembers({ issuedAt: -1 })],
    [
      '2^53 + 1',
      payload((asked) => text(asked).replace(/"expiresAt":\d+/, '"expiresAt":9007199254740993')),
    ],
    ['half a millisecond', withMembers({ serverTime: 1.5 })],
    ['the year 10000', withMembers({ expiresAt: 253_402_300_800_000 })],
    ['an instant as text', withMembers(({ serverTime }) => ({ serverTime: String(serverTime) }))],
    ['an end before its beginning', withMembers(({ issuedAt }) => ({ expiresAt: issuedAt }))],
    ['an end ten years ago', withMembers(({ issuedAt }) => ({ expiresAt: issuedAt - 10 * year }))],
    [
      'a life that ended ten years ago',
      withMembers(({ issuedAt, expiresAt }) => ({
        issuedAt: issuedAt - 10 * year,
        expiresAt: expiresAt - 10 * year,
      })),
    ],
    [
      'a time ten years ahead of its own end',
      withMembers(({ serverTime }) => ({ serverTime: serverTime + 10 * year })),
    ],
    [
      'a time ten years before it was issued',
      withMembers(({ serverTime }) => ({ serverTime: serverTime - 10 * year })),
    ],
    ['version 2', withMembers({ v: 2 })],
    ['version "1"', withMembers({ v: '1' })],
    ['a token ID that is a path', withMembers({ tokenId: '../../../../../../../../etc/passwd' })],
    ['a token ID in capitals', withMembers({ tokenId: 'A'.repeat(32) })],
    ['a token ID too short', withMembers({ tokenId: 'a'.repeat(31) })],
    ...(
      [
        'v',
        'iss',
        'sub',
        'tokenId',
        'attemptId',
        'request',
        'otp',
        'displayName',
        'issuedAt',
        'expiresAt',
        'serverTime',
      ] as const
    ).flatMap((name): [string, Forge][] => [
      [`no ${name}`, payload(({ token }) => ({ ...token, [name]: undefined }))],
      [`null as ${name}`, withMembers({ [name]: null })],
    ]),
  ]);
});

describe('with a secret or parameters that no token has', () => {
  const bytes = (length: number) => Buffer.alloc(length, 1).toString('base64url');
  expectEachRefused([
    ...[0, 1, 15, 65, 1000].map((length): [string, Forge] => [
      `a secret of ${length} bytes`,
      withOtp({ secret: bytes(length) }),
    ]),
    ['a secret in standard base64', withOtp({ secret: `${'+/'.repeat(14)}==` })],
    ['a secret in hexadecimal with spaces', withOtp({ secret: '31 32 33 34 35 36 37 38 39 30' })],
    ['a secret that is a list', withOtp({ secret: [1, 2, 3] })],
    ...[0, 5, 9, 6.5, '6', -6].map((digits): [string, Forge] => [
      `digits ${JSON.stringify(digits)}`,
      withOtp({ digits }),
    ]),
    ...[0, 30, 59, 61, 3600, '60', -60].map((period): [string, Forge] => [
      `period ${JSON.stringify(period)}`,
      withOtp({ period }),
    ]),
    ...['MD5', 'sha1', 'none', '', 'SHA3-256'].map((algorithm): [string, Forge] => [
      `algorithm ${JSON.stringify(algorithm)}`,
      withOtp({ algorithm }),
    ]),
  ]);
});

describe('with a name that hides or reorders text', () => {
  const names = [
    '',
    'あ'.repeat(101),
    'あかぎ\u202E信用組合',
    '\u2066x\u2069',
    'a\u200Bb',
    'a\0b',
    'a\nb',
    'a\tb',
    'a\u2028b',
    '\uD800',
    '\uFEFFa',
    'a\u00ADb',
    '\uE000',
  ];
  expectEachRefused(
    names.map((displayName) => [
      JSON.stringify(displayName).slice(0, 20),
      withMembers({ displayName }),
    ]),
  );

  test.each([
    ['the name of another institution', 'みずほ銀行 公式', 'みずほ銀行 公式'],
    ['HTML', '<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ['its own name and what kind it is', 'あかぎ信用組合 EB', 'EB'],
    ['its own name alone', 'あかぎ信用組合', ''],
    ['nothing that is seen', '\u3164', ''],
  ])(
    'a token that is called %s has the institution’s name of the directory',
    async (_what, displayName, kind) => {
      const { app, issuer, server } = await hostileScene();
      server.misbehave('/activations', answering(issuer, withMembers({ displayName })));
      await app.call('activate', input);
      const [token] = (await app.ready()).tokens;
      expect(token?.institution.name.ja).toBe('あかぎ信用組合');
      expect(token?.name.ja).toBe('あかぎ信用組合');
      expect(token?.kind).toBe(kind);
    },
  );
});

describe('from an institution whose own clock is ten years off', () => {
  test.each([10 * year, -10 * year])(
    'the first time is taken, and its codes are those that it checks: %i ms',
    async (offMs) => {
      const { app, issuer, server } = await hostileScene();
      const strange = withMembers(({ issuedAt, expiresAt, serverTime }) => ({
        issuedAt: issuedAt + offMs,
        expiresAt: expiresAt + offMs,
        serverTime: serverTime + offMs,
      }));
      server.misbehave('/activations', answering(issuer, strange));
      expect(await app.call('activate', input)).toMatchObject({ ok: true });
      const { clock, tokens } = await app.ready();
      expect(Math.abs((clock.offsetMs ?? 0) - offMs)).toBeLessThan(60_000);
      expect(tokens).toMatchObject([{ condition: 'usable' }]);
    },
  );

  test.each([10 * year, -10 * year])(
    'a later time is asked about, and moves nothing by itself: %i ms',
    async (offMs) => {
      const { app, issuer, server } = await hostileScene();
      expect(await app.call('activate', input)).toMatchObject({ ok: true });
      const before = (await app.ready()).clock.offsetMs;
      server.misbehave('/time', async (exchange) => {
        const nonce = new URL(exchange.request.url ?? '', server.url).searchParams.get('nonce');
        reply(exchange, 200, await issuer.time(nonce ?? '', { serverTime: Date.now() + offMs }));
      });
      expect(await app.call('checkClock')).toMatchObject({ ok: true });
      const { clock, tokens } = await app.ready();
      expect(clock).toMatchObject({ offsetMs: before, doubt: 'wrong' });
      expect(Math.abs((clock.question?.offsetMs ?? 0) - offMs)).toBeLessThan(60_000);
      expect(tokens).toMatchObject([{ condition: 'usable' }]);
    },
  );
});

test('members that nobody knows are passed over, the prototype’s among them', async () => {
  const { app, issuer, server } = await hostileScene();
  const strange = payload(({ token }) =>
    JSON.stringify(token).replace(
      '{',
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"later":true,',
    ),
  );
  server.misbehave('/activations', answering(issuer, strange));
  expect(await app.call('activate', input)).toMatchObject({ ok: true });
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
