/** What the program does besides serving. */
import { join } from 'node:path';
import type { Institution } from '../../service/institution.ts';
import { keyFile, makeKeyFile, openKeyFile, openKeys } from '../../service/storage/keys.ts';
import type { BankKeys } from '../../service/storage/keys.ts';
import { consoleLog } from '../../service/log.ts';
import { sqliteStorage } from '../../service/storage/shared-commit.ts';
import { issuerStore } from '../storage/issuer-store.ts';
import { backUp, restore } from '../upkeep/backup.ts';
import type { OpenTenants } from '../upkeep/backup.ts';
import { moveToPostgres } from '../upkeep/move.ts';
import { dropSecret, rotateSecret } from '../upkeep/server-secret.ts';
import { addClient } from './add-client.ts';
import { openStored, refuseUnseen } from './open-storage.ts';
import type { IssuerValues } from './options.ts';
import { openTenants } from './tenants.ts';

type Context = { values: IssuerValues; institutions: readonly Institution[]; words: string[] };
/** `takes` is how many words stand behind its name. Returns what to print. */
type Command = { takes: number; run(context: Context): Promise<string> };

export const commands: Readonly<Record<string, Command>> = {
  'add-client': { takes: 3, run: addOne },
  health: { takes: 0, run: askHealth },
  backup: { takes: 1, run: copy },
  restore: { takes: 1, run: bringBack },
  'move-to-postgres': { takes: 0, run: move },
  'make-keys': { takes: 1, run: makeKeys },
  'public-keys': { takes: 1, run: publicKeys },
  'rotate-key': { takes: 0, run: rotateKey },
  'drop-key': { takes: 0, run: dropKey },
};

async function addOne({ values, institutions, words }: Context): Promise<string> {
  const [institution = '', client = '', file = ''] = words;
  const slugs = institutions.map(({ slug }) => slug);
  if (!slugs.includes(institution)) throw new Error(`no institution but ${slugs.join(', ')}`);
  await addClient(values.data, { institution, client, scopes: values.scopes }, file);
  return `${client}: private key in ${file}`;
}

/** For a container's own check. */
async function askHealth({ values }: Context): Promise<string> {
  const { ok, status } = await fetch(`http://127.0.0.1:${values['management-port']}/health`);
  if (!ok) throw new Error(`/health answers ${status}`);
  return 'alive';
}

async function copy(context: Context): Promise<string> {
  const { values, words } = context;
  const [folder = ''] = words;
  refuseOnPostgres(values);
  const made = backUp(values.data, folder, await opener(context), Date.now);
  return `${made.copy}: whole, and its keys open all ${made.tokens} tokens in it`;
}

async function bringBack(context: Context): Promise<string> {
  const { values, words } = context;
  const [file = ''] = words;
  refuseOnPostgres(values);
  const replaced = restore(values.data, file, await opener(context), Date.now);
  return `${file} is in place; what was there before is in ${replaced}. Codes of the present minute count as taken.`;
}

async function move({ values }: Context): Promise<string> {
  const { data, databaseUrl } = values;
  if (databaseUrl === undefined) throw new Error('DATABASE_URL says where to');
  const count = await moveToPostgres(data, databaseUrl, consoleLog);
  return `${count} rows are in PostgreSQL; ${issuerStore.file} is put aside as ${issuerStore.file}.moved`;
}

async function makeKeys({ institutions, words }: Context): Promise<string> {
  const [file = ''] = words;
  const slugs = await makeKeyFile(file, institutions);
  return `${file}: keys of ${slugs.join(', ')}, for its owner alone`;
}

/** As the vendor's directory takes them (`keys:` of its source). */
async function publicKeys(context: Context): Promise<string> {
  const [slug = ''] = context.words;
  const { encryption, signing } = (await keysOf(context)).of(slug);
  const lists = {
    encryptionKeys: encryption.map(({ publicJwk }) => publicJwk),
    signingKeys: signing.map(({ publicJwk }) => publicJwk),
  };
  return JSON.stringify(lists, null, 2);
}

const keyFileOf = ({ values }: Context) => values['key-file'] ?? join(values.data, keyFile);

const storedAt = ({ values: { data, databaseUrl } }: Context) => ({
  dataDir: data,
  ...(databaseUrl === undefined ? {} : { databaseUrl }),
});

async function rotateKey(context: Context): Promise<string> {
  refuseUnseen(storedAt(context));
  const inTwoSteps = context.values.databaseUrl !== undefined;
  if (!rotateSecret(keyFileOf(context), Date.now, { inTwoSteps })) {
    return (
      'The new key is in second place, where it only opens. Reload every process (SIGHUP), and type rotate-key again, which ' +
      'puts it first. Copy the key file now.'
    );
  }
  return (
    'The new key is first, the old one still opens. Reload the service (SIGHUP): it seals anew what the old one has sealed. ' +
    'drop-key takes the old one out, three days later at the earliest. Copy the key file now.'
  );
}

async function dropKey(context: Context): Promise<string> {
  const storage = await openStored(storedAt(context));
  try {
    const tenants = openTenants(context, storage, await keysOf(context));
    await dropSecret(keyFileOf(context), { storage, tenants }, Date.now);
  } finally {
    await storage.close();
  }
  return 'The old key is out. Reload the service (SIGHUP). Copies of the database from before need the key file of their time.';
}

function refuseOnPostgres({ databaseUrl }: IssuerValues): void {
  if (databaseUrl === undefined) return;
  throw new Error(
    'PostgreSQL has its own copies (docs/institution.md); after one was brought back the service is started with --restored',
  );
}

async function keysOf({ values, institutions }: Context): Promise<BankKeys> {
  const { data, 'key-file': file } = values;
  return file === undefined
    ? openKeys(data, institutions, () => false, issuerStore)
    : openKeyFile(file, institutions);
}

async function opener(context: Context): Promise<OpenTenants> {
  const { institutions } = context;
  const keys = await keysOf(context);
  return (database) => openTenants({ institutions }, sqliteStorage(database), keys);
}
