/** The options of `npm run issuer`: how they are read, and the help that lists them. */
import * as z from 'zod';
import { scopes } from '../back-office/operation.ts';
import type { LimitName, Limits } from '../../service/rules.ts';
import {
  LimitValues,
  givenLimits,
  limitLines,
  limitOptions,
  limitsOf,
} from '../../service/options/limit-options.ts';
import { usualConnections } from '../../service/server/listen.ts';
import {
  Address,
  Addresses,
  Count,
  Port,
  Proxies,
  Seconds,
  Text,
  Version,
  readValues,
} from '../../service/options/option-values.ts';
import { parseTyped } from '../../service/options/typed.ts';

/** Those of what apps and codes may do; log-ins and transfers are the institution's own affair. */
export const issuerLimits: readonly LimitName[] = [
  'activationsPerAddress',
  'activationsInAll',
  'statusesPerAddress',
  'statusesInAll',
  'timesPerAddress',
  'timesInAll',
  'wrongCodesBeforeStop',
];

export const help = `Issuing service for Desktop Token

  npm run issuer -- [options]             starts it
  npm run issuer -- add-client <institution> <client> <file> [options]
                          makes a key pair for a client of the back office: the private key into a
                          new file that only you can read, the public one into clients.json
  npm run issuer -- backup <folder> [options]
                          a verified copy of the database into the folder, beside the running service
                          or without it; the keys are no part of it
  npm run issuer -- restore <file> [options]
                          brings such a copy back; the service must not be running
  npm run issuer -- move-to-postgres [options]
                          takes everything from the file into the empty database of DATABASE_URL, and puts
                          the file aside; the service must not be running
  npm run issuer -- make-keys <file> [options]
                          a new key file for --key-file, with keys of every institution; one that is there
                          is given keys of those that have joined since
  npm run issuer -- public-keys <institution> [options]
                          what the vendor's directory needs of them, on standard output
  npm run issuer -- rotate-key [options]
  npm run issuer -- drop-key [options]
                          another key for what is kept, and the old one out (docs/institution.md)
  npm run issuer -- operator [<command>]
                          what the institution's staff can do, over the back office; lists the commands
  npm run issuer -- health [--management-port <number>]
                          whether one on this machine is alive: exit code 0 or 1

  --port <number>         port of the protocol for apps (8790)
  --host <address>        where it is listened at (127.0.0.1)
  --back-office-port <number>
                          port of the institution's own API (8791); never open to the internet
  --back-office-host <address>
                          where it is listened at (127.0.0.1)
  --back-office-url <address>
                          what clients call it, if that is another address; needed with 0.0.0.0 and ::
  --back-office-tls <folder>
                          TLS with certificates of clients: key.pem, cert.pem and client-ca.pem, read anew at SIGHUP
  --management-port <number>
                          port of /health, /ready and /metrics (8792); never open to the internet
  --management-host <address>
                          where it is listened at (127.0.0.1)
  --data <folder>         database, keys and clients.json (.demo/issuer)
  DATABASE_URL            of the environment: postgres://user@host/name; then the database is there, for as many
                          processes as you like, each with the same --key-file (a file in the data folder).
                          The password may stand in the file that PGPASSFILE names
  --database-connections <n>
                          of each process to PostgreSQL (10)
  --key-file <file>       keys elsewhere than in the data folder: only read, and readable for the user of the
                          service alone, such as a secret of systemd or of a container
  --institutions <file>   whom it issues for (two samples)
  --trusted-proxies <list>
                          proxies whose Forwarded or X-Forwarded-For is believed, addresses and
                          networks: 10.0.0.0/8,127.0.0.1 (none)
  --oldest-app <version>  older apps activate and renew nothing (as each institution has it)
  --drain-seconds <n>     how long it goes on answering after it was told to end and /ready says so (0)
  --max-connections <n>   connections at once, at each of the two addresses (10000)
  --header-seconds <n>    how long a client may take for a request's header (10)
  --request-seconds <n>   and for all of it (30)
  --header-bytes <n>      how large a header may be (16384); a body has 64 KiB by the protocol
  --time-source <list>    servers whose Date says what time it is, https://a.example,https://b.example:
                          while most of them differ by more than ten seconds, nothing is answered (none)
  --keep-audit-days <n>   older events of the audit log are forgotten (none are)
  --keep-ended-days <n>   ended issues that are older, and tokens so long beyond their end (none are)
  --log <text|json>       lines for a person, or a JSON object a line on standard output (text)
  --restored              a copy of the data was brought back: the present codes count as taken
  --joins                 one more server at the database of DATABASE_URL, at its first start alone: nothing
                          was brought back, so there is nothing that its data folder would have to know
  --clock-is-right        the clock was ahead before and is right now
  --scopes <list>         of a client that is added: banking,staff,seeds,audit (banking)
  --help                  this text

Limits, for each of the institutions:

${limitLines(issuerLimits)}
`;

const Options = z.object({
  port: Port,
  host: Text,
  'back-office-port': Port,
  'back-office-host': Text,
  'back-office-url': Address.optional(),
  'back-office-tls': Text.optional(),
  'management-port': Port,
  'management-host': Text,
  'drain-seconds': Seconds,
  'max-connections': Count,
  'header-seconds': Count,
  'request-seconds': Count,
  'header-bytes': Count,
  'time-source': Addresses.optional(),
  'keep-audit-days': Count.optional(),
  'keep-ended-days': Count.optional(),
  log: z.enum(['text', 'json'], 'neither text nor json'),
  data: Text,
  'database-connections': Count,
  'key-file': Text.optional(),
  institutions: Text.optional(),
  'trusted-proxies': Proxies.optional(),
  'oldest-app': Version.optional(),
  restored: z.boolean(),
  joins: z.boolean(),
  'clock-is-right': z.boolean(),
  scopes: z
    .string()
    .transform((list) => list.split(','))
    .pipe(z.array(z.enum(scopes, `not of ${scopes.join(', ')}`))),
  limits: LimitValues,
});

export type IssuerValues = Omit<z.infer<typeof Options>, 'limits'> & {
  limits: Partial<Limits>;
  /** postgres://…, of the environment: what is typed can be read by others on the machine. */
  databaseUrl?: string;
  /** A command and its words; none to start. */
  words: string[];
};

/** Null when only the help is asked for. Throws one sentence about the first option that is wrong. */
export function readIssuerOptions(
  args: string[],
  { DATABASE_URL: url = '' }: NodeJS.ProcessEnv = {},
): IssuerValues | null {
  const { values: given, positionals: words } = parseTyped({
    args,
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '8790' },
      host: { type: 'string', default: '127.0.0.1' },
      'back-office-port': { type: 'string', default: '8791' },
      'back-office-host': { type: 'string', default: '127.0.0.1' },
      'back-office-url': { type: 'string' },
      'back-office-tls': { type: 'string' },
      'management-port': { type: 'string', default: '8792' },
      'management-host': { type: 'string', default: '127.0.0.1' },
      'drain-seconds': { type: 'string', default: '0' },
      'max-connections': { type: 'string', default: String(usualConnections.connections) },
      'header-seconds': { type: 'string', default: String(usualConnections.headerMs / 1000) },
      'request-seconds': { type: 'string', default: String(usualConnections.requestMs / 1000) },
      'header-bytes': { type: 'string', default: String(usualConnections.headerBytes) },
      'time-source': { type: 'string' },
      'keep-audit-days': { type: 'string' },
      'keep-ended-days': { type: 'string' },
      log: { type: 'string', default: 'text' },
      data: { type: 'string', default: '.demo/issuer' },
      'database-connections': { type: 'string', default: '10' },
      'key-file': { type: 'string' },
      institutions: { type: 'string' },
      'trusted-proxies': { type: 'string' },
      'oldest-app': { type: 'string' },
      restored: { type: 'boolean', default: false },
      joins: { type: 'boolean', default: false },
      'clock-is-right': { type: 'boolean', default: false },
      scopes: { type: 'string', default: 'banking' },
      help: { type: 'boolean', default: false },
      ...limitOptions(issuerLimits),
    },
  });
  if (given.help) return null;
  const values = readValues(Options, { ...given, limits: givenLimits(issuerLimits, given) });
  if (url !== '' && !/^postgres(ql)?:\/\//.test(url)) {
    throw new Error('DATABASE_URL is no postgres:// address');
  }
  if (values.joins && url === '') {
    throw new Error('--joins: there is no DATABASE_URL, and a file has one server alone');
  }
  const database = url === '' ? {} : { databaseUrl: url };
  return { ...values, ...database, limits: limitsOf(issuerLimits, values.limits), words };
}
