/** The options of `npm run bank`: how they are read, and the help that lists them. */
import * as z from 'zod';
import { limitNames } from './service/rules.ts';
import type { Limits } from './service/rules.ts';
import {
  LimitValues,
  givenLimits,
  limitLines,
  limitOptions,
  limitsOf,
} from './service/options/limit-options.ts';
import {
  Address,
  Port,
  Proxies,
  Text,
  Version,
  readValues,
} from './service/options/option-values.ts';
import { parseTyped } from './service/options/typed.ts';

export const help = `Reference institution for Desktop Token (見本)

  npm run bank -- [options]               starts it
  npm run bank -- operator [command]      what its staff do; without a command says what there is

  --port <number>         port on 127.0.0.1 (8787)
  --data <folder>         database, keys and mailbox (.demo/bank)
  --vendor-root <file>    private key that signs the directory (.demo/vendor-root.json)
  --downloads <folder>    files of a release, for the app's download page (release/files)
  --sample-log-ins        the log-in page shows the sample customers' passwords: for a demo alone
  --public-url <address>  what customers type, where a proxy with https: stands before it
  --trusted-proxies <list>
                          proxies whose Forwarded or X-Forwarded-For is believed, addresses and
                          networks: 10.0.0.0/8,127.0.0.1 (none)
  --oldest-app <version>  older apps activate and renew nothing (0.0.0)
  --help                  this text

Limits, for each of the institutions:

${limitLines(limitNames)}

  SMTP_URL                smtp://user:password@host:port to send mail by another server than
                          the built-in mailbox
`;

const Options = z.object({
  port: Port,
  data: Text,
  'vendor-root': Text,
  downloads: Text,
  'sample-log-ins': z.boolean(),
  'public-url': Address.optional(),
  'trusted-proxies': Proxies.optional(),
  'oldest-app': Version.optional(),
  limits: LimitValues,
});

type Values = Omit<z.infer<typeof Options>, 'limits'> & { limits: Partial<Limits> };

/** Null when only the help is asked for. Throws one sentence about the first option that is wrong. */
export function readOptions(args: string[]): Values | null {
  const { values: given } = parseTyped({
    args,
    options: {
      port: { type: 'string', default: '8787' },
      data: { type: 'string', default: '.demo/bank' },
      'vendor-root': { type: 'string', default: '.demo/vendor-root.json' },
      downloads: { type: 'string', default: 'release/files' },
      'sample-log-ins': { type: 'boolean', default: false },
      'public-url': { type: 'string' },
      'trusted-proxies': { type: 'string' },
      'oldest-app': { type: 'string' },
      help: { type: 'boolean', default: false },
      ...limitOptions(limitNames),
    },
  });
  if (given.help) return null;
  const values = readValues(Options, { ...given, limits: givenLimits(limitNames, given) });
  return { ...values, limits: limitsOf(limitNames, values.limits) };
}
