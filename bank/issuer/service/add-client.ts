/** Makes the key pair of a client of the back office. The private half stands in one file, and in no other place. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import * as z from 'zod';
import { ClientId, ClientsFile, readClientsFile } from '../back-office/clients.ts';
import { makeNamedFolder, writeNamed } from '../../service/files/write-named.ts';
import { clientsFile } from './back-office.ts';

export type NewClient = { institution: string; client: string; scopes: string[] };

/** One that the service itself makes where there is none. */
export type OwnClient = NewClient & { keyFile: string };

/** Throws where the client or the file is there already: neither is overwritten. */
export async function addClient(
  dataDir: string,
  { institution, client, scopes }: NewClient,
  keyFile: string,
): Promise<void> {
  if (!ClientId.safeParse(client).success) throw new Error(`${client}: a-z, 0-9 and - alone`);
  if (existsSync(keyFile)) throw new Error(`${keyFile} is there already`);
  const path = join(dataDir, clientsFile);
  const { clients } = readClientsFile(path);
  if (clients.some(({ clientId }) => clientId === client)) {
    throw new Error(`${client} is there already`);
  }
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const key = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(key);
  const named = { ...key, kid, alg: 'ES256', use: 'sig' };
  const added = { clientId: client, institution, scopes, keys: [named] };
  const file = ClientsFile.safeParse({ clients: [...clients, added] });
  if (!file.success) throw new Error(z.prettifyError(file.error));
  makeNamedFolder(dataDir);
  const secret = { clientId: client, ...(await exportJWK(privateKey)), kid, alg: 'ES256' };
  writeNamed(keyFile, `${JSON.stringify(secret, null, 2)}\n`, 0o600);
  try {
    writeNamed(path, `${JSON.stringify(file.data, null, 2)}\n`, 0o600);
  } catch (cause) {
    // Of a client that nobody knows.
    rmSync(keyFile);
    throw cause;
  }
}

/** Makes the client where there is none by this name, or where one of the two files was lost; it may do what it is given now. */
export async function ensureClient(
  dataDir: string,
  { keyFile, ...client }: OwnClient,
): Promise<void> {
  const path = join(dataDir, clientsFile);
  const { clients } = readClientsFile(path);
  const others = clients.filter(({ clientId }) => clientId !== client.client);
  const known = clients.find(({ clientId }) => clientId === client.client);
  const isKnown = known !== undefined;
  if (isKnown && existsSync(keyFile)) {
    const scopes = [...known.scopes];
    if (scopes.join() === client.scopes.join()) return;
    const changed = { clients: [...others, { ...known, scopes: client.scopes }] };
    writeNamed(path, `${JSON.stringify(changed, null, 2)}\n`, 0o600);
    return;
  }
  rmSync(keyFile, { force: true });
  if (isKnown) writeNamed(path, `${JSON.stringify({ clients: others }, null, 2)}\n`, 0o600);
  await addClient(dataDir, client, keyFile);
}
