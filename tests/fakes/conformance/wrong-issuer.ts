/** Stands between the kit and our issuing service, with the institution's keys, and changes what either says. */
import {
  createHash,
  createPrivateKey,
  sign as ecSign,
  createDecipheriv,
  diffieHellman,
  createPublicKey,
} from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { calculateJwkThumbprint } from 'jose';
import { newDeviceKey, seal } from '../../../build/conformance/client/seal.ts';
import type { DeviceKey, NamedJwk } from '../../../build/conformance/client/seal.ts';
import { hashOf } from '../../../build/conformance/client/read-answer.ts';
import type { InstitutionKeys } from '../../../bank/service/storage/keys.ts';
import { openJwe, readPublicKey, readUtf8 } from '../../../bank/issuer/routes/jwe.ts';
import { ActivationRequest, RenewalRequest } from '../../../shared/protocol.ts';
import { parseJson } from '../../../shared/strict-json.ts';
import type { Bench } from './issuer.ts';

export type Members = Record<string, unknown>;
export type Asked = { method: string; path: string; body: Buffer; type: string };
export type Answered = { status: number; headers: Record<string, string>; body: string };
export type Kind = 'token' | 'confirmation' | 'status' | 'time' | 'error';

/** An activation or a renewal, opened and sealed anew with a device key of ours. */
type Remade = { request: Members; forward: Asked; device: DeviceKey };

export type World = {
  pass(asked: Asked): Promise<Answered>;
  /** Whatever is wrong with the request: undefined for what can't be opened at all. */
  open(asked: Asked): { header: Members; request: Members; plain: string } | undefined;
  isTagWrong(asked: Asked): boolean;
  /** Whether our service would look at it at all. */
  isWellFormed(asked: Asked): boolean;
  /** The same bytes are made the same bytes; `edit` changes what goes on, once. */
  remake(asked: Asked, edit?: (request: Members) => Members, fresh?: boolean): Promise<Opened>;
  sign(kind: Kind, payload: Members, header?: Members): string;
  /** JSON as it is. */
  signText(kind: Kind, text: string, header?: Members): string;
  /** A token to the device key of its request. */
  sealTo(request: Members, jws: string, header?: Members): Promise<string>;
  secretOf(tokenId: string): string | undefined;
  passwords: Map<string, string>;
  /** For what one exchange remembers for the next. */
  memory: Map<string, unknown>;
};

/** What our service answered, readable; `request` is what was asked, and `payload` names the kit's bytes. */
export type Opened = { answered: Answered; request: Members; payload: Members };

export type Exchange = (asked: Asked, world: World) => Promise<Answered>;

/** The address of the wrong issuer; it is gone with the test. */
export async function startWrongIssuer(bench: Bench, exchange: Exchange): Promise<string> {
  const { issuerUrl } = bench.settings.institution;
  const world = createWorld(issuerUrl, bench.issuer.keys.of('akagi'), bench);
  const server = createServer((incoming, response) => {
    answer(incoming).then(
      ({ status, headers, body }) => response.writeHead(status, headers).end(body),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  async function answer(incoming: IncomingMessage): Promise<Answered> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { method = '', url: path = '', headers } = incoming;
    return exchange(
      { method, path, body: Buffer.concat(chunks), type: headers['content-type'] ?? '' },
      world,
    );
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function createWorld(issuerUrl: string, keys: InstitutionKeys, { passwords }: Bench): World {
  const remade = new Map<string, Remade>();
  const secrets = new Map<string, string>();
  const [encryption] = keys.encryption;

  const world: World = {
    passwords,
    memory: new Map(),
    secretOf: (tokenId) => secrets.get(tokenId),
    async pass({ method, path, body, type }) {
      const response = await fetch(`${issuerUrl}${path}`, {
        method,
        ...(method === 'GET' ? {} : { body: new Uint8Array(body) }),
        headers: type === '' ? {} : { 'content-type': type },
      });
      const headers = Object.fromEntries(
        [...response.headers].filter(([name]) =>
          /^(content-type|retry-after|cache-control)$/.test(name),
        ),
      );
      return { status: response.status, headers, body: await response.text() };
    },
    open: ({ body }) => openLeniently(body, encryption.privateKey),
    isTagWrong({ body }) {
      try {
        open(body.toString('latin1'), encryption.privateKey);
        return false;
      } catch (error) {
        return error instanceof Error && error.message.includes('authenticate');
      }
    },
    isWellFormed({ path, body }) {
      const isActivation = path === '/activations';
      try {
        const { typ, plaintext } = openJwe(body.toString('utf8'), () => encryption.privateKey);
        const schema = isActivation ? ActivationRequest : RenewalRequest;
        const due = isActivation ? 'otp-activation+jwe' : 'otp-renewal+jwe';
        const { deviceKey } = schema.parse(parseJson(readUtf8(plaintext)));
        readPublicKey(deviceKey);
        return typ === due;
      } catch {
        return false;
      }
    },
    async remake(asked, edit = (request) => request, fresh = false) {
      const name = `${asked.path} ${hashOf(asked.body)}`;
      const before = fresh ? undefined : remade.get(name);
      const made = before ?? forwardOf(asked, edit);
      if (!fresh) remade.set(name, made);
      const answered = await world.pass(made.forward);
      const text = answered.status === 200 ? openSealed(answered.body, made.device) : answered.body;
      const payload: Members = { ...payloadOf(text), request: hashOf(asked.body) };
      if (answered.status === 200) {
        const { tokenId, otp } = payload as Members & { otp: { secret: string } };
        secrets.set(String(tokenId), otp.secret);
      }
      return { answered, request: made.request, payload };
    },
    sign: (kind, payload, header = {}) => world.signText(kind, JSON.stringify(payload), header),
    signText(kind, text, header = {}) {
      // The one of now: it changes.
      const [{ kid, privateKey }] = keys.signing;
      return signWith(privateKey, { alg: 'ES256', kid, typ: `otp-${kind}+jws`, ...header }, text);
    },
    async sealTo(request, jws, header = {}) {
      const { kty, x, y } = request['deviceKey'] as NamedJwk;
      const crv = 'P-256';
      const kid = await calculateJwkThumbprint({ kty, crv, x, y });
      return seal({ kty, crv, x, y, kid }, 'otp-token+jwe', Buffer.from(jws), header);
    },
  };

  function forwardOf(asked: Asked, edit: (request: Members) => Members): Remade {
    const opened = world.open(asked);
    if (!opened) throw new Error('nothing that can be opened');
    const device = newDeviceKey();
    const { request } = opened;
    const plain = Buffer.from(JSON.stringify({ ...edit(request), deviceKey: device.jwk }));
    const typ = asked.path === '/activations' ? 'otp-activation+jwe' : 'otp-renewal+jwe';
    const body = Buffer.from(seal(encryption.publicJwk, typ, plain));
    return { request, forward: { ...asked, body }, device };
  }
  return world;
}

export const payloadOf = (jws: string) =>
  JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8')) as Members;

export function signWith(key: KeyObject, header: Members, payload: Members | string): string {
  const plain = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const text = [JSON.stringify(header), plain]
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
  const signature = ecSign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}

const openSealed = (jwe: string, { privateKey }: DeviceKey) =>
  open(jwe, privateKey).plain.toString('utf8');

function openLeniently(body: Buffer, key: KeyObject) {
  try {
    const { header, plain } = open(body.toString('latin1').trim(), key);
    // A member that stands twice: the last one; no UTF-8: whatever comes of it.
    const text = plain.toString('utf8');
    return { header, request: JSON.parse(text) as Members, plain: text };
  } catch {
    return undefined;
  }
}

/** Whatever the header says, as the one kind of message that there is (RFC 7518 §4.6.2). */
function open(jwe: string, privateKey: KeyObject): { header: Members; plain: Buffer } {
  const [head = '', , ...rest] = jwe.split('.');
  const [nonce, sealed, tag] = rest.map((part) => Buffer.from(part, 'base64url'));
  if (!nonce || !sealed || !tag) throw new Error('parts');
  const header = JSON.parse(Buffer.from(head, 'base64url').toString('utf8')) as Members;
  const publicKey = createPublicKey({ key: header['epk'] as JsonWebKey, format: 'jwk' });
  const info = [Buffer.from('A256GCM'), Buffer.alloc(0), Buffer.alloc(0)].flatMap((part) => [
    uint32(part.length),
    part,
  ]);
  const key = createHash('sha256')
    .update(
      Buffer.concat([uint32(1), diffieHellman({ privateKey, publicKey }), ...info, uint32(256)]),
    )
    .digest();
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tag.length });
  decipher.setAAD(Buffer.from(head));
  decipher.setAuthTag(tag);
  return { header, plain: Buffer.concat([decipher.update(sealed), decipher.final()]) };
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

export const newPrivateKey = () =>
  createPrivateKey(newDeviceKey().privateKey.export({ format: 'pem', type: 'pkcs8' }));

/** Whether it is a key at all. */
export function openCurve(jwk: unknown): boolean {
  try {
    createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
    return true;
  } catch {
    return false;
  }
}

export function without(members: Members, name: string): Members {
  return Object.fromEntries(Object.entries(members).filter(([each]) => each !== name));
}
