/**
 * Who may ask the back office: a file that the institution's own engineers write, with public keys alone. It is read
 * again when it has changed, so that keys can be changed while the service runs.
 */
import { existsSync } from 'node:fs';
import { createLocalJWKSet } from 'jose';
import type { JWTVerifyGetKey } from 'jose';
import * as z from 'zod';
import { openReread } from '../../service/files/reread.ts';
import { readShape } from '../../service/files/shape.ts';
import type { Log } from '../../service/log.ts';
import { scopes } from './operation.ts';
import type { Scope } from './operation.ts';

const PublicJwk = z
  .looseObject({ kty: z.enum(['EC', 'RSA', 'OKP']), kid: z.string().min(1) })
  .refine(
    (key) => !('d' in key),
    'is a private key. Put its public half here, and replace the key if anybody may have seen it.',
  );

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

const rules = {
  '': 'must be {"clients": [ … ]}, as add-client writes it.',
  clients: 'must be a list of clients, as add-client writes them.',
  'clients.clientId': 'must be 1 to 40 of a to z, 0 to 9 and -, with no - first.',
  'clients.institution': 'must be the slug of an institution.',
  'clients.scopes': `must be a list of one or more of ${scopes.join(', ')}.`,
  'clients.keys': 'must be a list of public keys (JWK) with kty (EC, RSA or OKP) and kid.',
};

/** Empty without a file. Throws a FileFault that says where the file is wrong. */
export function readClientsFile(file: string): z.output<typeof ClientsFile> {
  return existsSync(file) ? readShape(file, ClientsFile, rules) : { clients: [] };
}

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
  const clients = openReread(
    [file],
    () => readClients(file),
    (cause) => log.error('clients-not-read', cause),
  );
  // One that was added just now is known at once.
  return (id) => clients.get().get(id) ?? clients.look().get(id);
}

function readClients(file: string): Map<string, Client> {
  const clients = readClientsFile(file).clients.map(
    ({ clientId: id, institution, scopes: may, keys }) => {
      const findKey = createLocalJWKSet({ keys });
      return [id, { id, institution, scopes: may, findKey }] as const;
    },
  );
  return new Map(clients);
}
