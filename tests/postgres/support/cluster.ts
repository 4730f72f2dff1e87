/** Several processes of the built service on one database, with one key file and one clients.json. */
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { DirectoryEntry, IssuedToken } from '../../../shared/protocol.ts';
import { institutions } from '../../../bank/service/institution.ts';
import { makeKeyFile } from '../../../bank/service/storage/keys.ts';
import { activate, codeAt } from '../../fakes/bank/app.ts';
import { testClock } from '../../fakes/bank/bank.ts';
import { activationPassword, clientOf, issueRequest, issuerAt } from '../../fakes/bank/issuer.ts';
import type { BackOffice } from '../../fakes/bank/issuer.ts';
import { runIssuer } from '../../fakes/bank/issuer-program.ts';
import { temporaryFolder } from '../../fakes/folder.ts';
import { ownPort } from '../../fakes/port.ts';
import { emptyDatabase } from './database.ts';

/** The clock of all of them stands still, so that no minute ends while something is asked in it. */
export const clock = testClock();
const frozen = `--import=data:text/javascript,${encodeURIComponent(`Date.now = () => ${clock.now()}`)}`;

export type Process = {
  /** The institution's system, which asks this one; also after a new start. */
  office: BackOffice;
  /** Where an app finds this one. */
  entry: DirectoryEntry;
  managementUrl: string;
  /** kill -9; resolves when it is gone. */
  kill(): Promise<void>;
  /** Starts it anew, where it was. Rejects with what it said where it ends before it is ready. */
  start(): Promise<void>;
  /** Gone, and not by `kill`. */
  hasFailed(): boolean;
};

export type Cluster = { processes: Process[]; databaseUrl: string };

/** `args` are options of each. */
export async function startCluster(
  count: number,
  { args = [], databaseUrl }: { args?: string[]; databaseUrl?: string } = {},
): Promise<Cluster> {
  const url = databaseUrl ?? (await emptyDatabase());
  const data = temporaryFolder();
  const keyFile = join(data, 'keys.json');
  await makeKeyFile(keyFile, institutions);
  const processes: Process[] = [];
  for (let number = 0; number < count; number += 1) {
    const [port, officePort, managementPort] = [await ownPort(), await ownPort(), await ownPort()];
    const addressOf = (at: number) => `http://127.0.0.1:${at}`;
    const options = [
      `--port=${port}`,
      `--back-office-port=${officePort}`,
      `--management-port=${managementPort}`,
      `--data=${data}`,
      `--key-file=${keyFile}`,
      '--activations-per-address=100000',
      '--activations-in-all=100000',
      ...args,
    ];
    processes.push({
      office: await clientOf(addressOf(officePort), data, clock, 'banking'),
      entry: await issuerAt(addressOf(port), data).entryOf('akagi'),
      managementUrl: addressOf(managementPort),
      ...program(options, { DATABASE_URL: url, NODE_OPTIONS: frozen }),
    });
  }
  await Promise.all(processes.map(({ start }) => start()));
  // Its access token, so that those who ask at once do not each fetch one.
  await Promise.all(processes.map(({ office }) => office.get('/v1/contracts')));
  return { processes, databaseUrl: url };
}

function program(
  options: string[],
  env: Record<string, string>,
): Pick<Process, 'kill' | 'start' | 'hasFailed'> {
  let running: Awaited<ReturnType<typeof runIssuer>>['child'] | null = null;
  const isGone = () => running !== null && (running.exitCode ?? running.signalCode) !== null;
  const kill = async () => {
    const child = running;
    running = null;
    child?.kill('SIGKILL');
    if (child && child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  };
  onTestFinished(kill);
  return {
    kill,
    async start() {
      const { child, said } = await runIssuer(options, undefined, env);
      if (!said.includes('issuer ready')) throw new Error(said);
      running = child;
    },
    hasFailed: isGone,
  };
}

/** A token of the contract, put in use by the oldest code that is taken now: two more of this minute are to come. */
export async function putInUse(
  { office, entry }: Process,
  reference: string,
): Promise<IssuedToken> {
  const made = await office.post(`/v1/contracts/${reference}/issues`, issueRequest);
  const userId = String(made.body['userId']);
  const token = await activate(entry, { userId, activationPassword });
  const code = codeAt(token, clock.now(), -1);
  const { body } = await office.post(`/v1/contracts/${reference}/start`, { code });
  if (body['verdict'] !== 'accepted') throw new Error('not in use');
  return token;
}
