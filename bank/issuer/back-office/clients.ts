/**
 * Who may ask the back office: a file that the institution's own engineers write, with public keys alone. It is read
 * again when it has changed, so that keys can be changed while the service runs.
 */
import { readFileSync, statSync } from 'node:fs';
import { createLocalJWKSet } from 'jose';
import type { JWTVerifyGetKey } from 'jose';
import * as z from 'zod';
import type { Log } from '../../service/log.ts';
import { scopes } from './operation.ts';
import type { Scope } from './operation.ts';

const PublicJwk = z
  .looseObject({ kty: z.enum(['EC', 'RSA', 'OKP']), kid: z.string().min(1) })
  .refine((key) => !('d' in key), 'a private key has no place here');

export const ClientId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);

export const ClientsFile = z.strictObject({
  clients: z.array(
    z.strictObject({
      clientId: ClientId,
      /** The slug of the one whose contracts it may see. */
      institution: z.string(),
      scopes: z.array(z.enum(scopes)).min(1),
      /** The new one beside the old one while they are changed. */
      keys: z.array(PublicJwk).min(1),
    }),
  ),
});

/** A look at the disk with each request would cost more than the look at the token. */
const lookEveryMs = 1000;

export type Client = {
  id: string;
  institution: string;
  scopes: readonly Scope[];
  /** The key that a JWT names. */
  findKey: JWTVerifyGetKey;
};

export type Clients = (id: string) => Client | undefined;

/** Without a file there are none. Throws if it can't be read; one that is spoilt later leaves those of before. */
export function openClients(file: string, log: Log): Clients {
  let readAt = modifiedAt(file);
  let clients = readClients(file);
  let lookedAt = performance.now();

  function look(): void {
    lookedAt = performance.now();
    const at = modifiedAt(file);
    if (at === readAt) return;
    readAt = at;
    try {
      clients = readClients(file);
    } catch (error) {
      log.error('clients-not-read', error);
    }
  }

  return (id) => {
    if (!clients.has(id) || performance.now() - lookedAt > lookEveryMs) look();
    return clients.get(id);
  };
}

function modifiedAt(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}

function readClients(file: string): Map<string, Client> {
  if (modifiedAt(file) === undefined) return new Map();
  const read = ClientsFile.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!read.success) throw new Error(`${file}: ${z.prettifyError(read.error)}`);
  const clients = read.data.clients.map(({ clientId: id, institution, scopes: may, keys }) => {
    const findKey = createLocalJWKSet({ keys });
    return [id, { id, institution, scopes: may, findKey }] as const;
  });
  return new Map(clients);
}
