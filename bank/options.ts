/** The options of `npm run bank`: how they are read, and the help that lists them. */
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { readTrustedProxies } from './issuer/peer.ts';
import { limitNames, limitTable } from './issuer/rules.ts';
import type { LimitName, Limits } from './issuer/rules.ts';

/** `activationsPerAddress` is `--activations-per-address`. */
export function optionOf(name: LimitName): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

const limitLines = limitNames.map((name) => {
  const [usual, what] = limitTable[name];
  return `  ${`--${optionOf(name)} <n>`.padEnd(33)}${what} (${usual})`;
});

export const help = `Reference institution for Desktop Token (見本)

  npm run bank -- [options]               starts it
  npm run bank -- operator [command]      what its staff do; without a command says what there is

  --port <number>         port on 127.0.0.1 (8787)
  --data <folder>         database, keys and mailbox (.demo/bank)
  --vendor-root <file>    private key that signs the directory (.demo/vendor-root.json)
  --downloads <folder>    files of a release, for the app's download page (release/files)
  --public-url <address>  what customers type, where a proxy with https: stands before it
  --trusted-proxies <list>
                          proxies whose Forwarded or X-Forwarded-For is believed, addresses and
                          networks: 10.0.0.0/8,127.0.0.1 (none)
  --oldest-app <version>  older apps activate and renew nothing (0.0.0)
  --help                  this text

Limits, for each of the institutions:

${limitLines.join('\n')}

  SMTP_URL                smtp://user:password@host:port to send mail by another server than
                          the built-in mailbox
`;

const Count = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, 'not a number from 1 to 999999999')
  .transform(Number)
  .optional();

const Options = z.object({
  port: z.coerce
    .number('not a port')
    .int('not a port')
    .min(0, 'not a port')
    .max(65_535, 'not a port'),
  data: z.string().min(1, 'empty'),
  'vendor-root': z.string().min(1, 'empty'),
  downloads: z.string().min(1, 'empty'),
  'public-url': z
    .url({ protocol: /^https?$/, error: 'not an address such as https://bank.example' })
    .optional(),
  'trusted-proxies': z
    .string()
    .transform((list, issues) => {
      try {
        return readTrustedProxies(list);
      } catch {
        issues.addIssue('not addresses and networks such as 10.0.0.0/8,127.0.0.1');
        return z.NEVER;
      }
    })
    .optional(),
  'oldest-app': z
    .string()
    .regex(/^\d+\.\d+\.\d+$/, 'not a version such as 1.2.0')
    .optional(),
  limits: z.record(z.string(), Count),
});

type Values = Omit<z.infer<typeof Options>, 'limits'> & { limits: Partial<Limits> };

/** Null when only the help is asked for. Throws one sentence about the first option that is wrong. */
export function readOptions(args: string[]): Values | null {
  const { values: given } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '8787' },
      data: { type: 'string', default: '.demo/bank' },
      'vendor-root': { type: 'string', default: '.demo/vendor-root.json' },
      downloads: { type: 'string', default: 'release/files' },
      'public-url': { type: 'string' },
      'trusted-proxies': { type: 'string' },
      'oldest-app': { type: 'string' },
      help: { type: 'boolean', default: false },
      ...Object.fromEntries(
        limitNames.map((name) => [optionOf(name), { type: 'string' } as const]),
      ),
    },
  });
  if (given.help) return null;
  const counts = new Map(Object.entries(given));
  const limits = Object.fromEntries(
    limitNames.map((name) => [optionOf(name), counts.get(optionOf(name))]),
  );
  const options = Options.safeParse({ ...given, limits });
  if (!options.success) {
    const [issue] = options.error.issues;
    throw new Error(`--${String(issue?.path.at(-1))}: ${issue?.message}`);
  }
  const set = limitNames.flatMap((name) => {
    const count = options.data.limits[optionOf(name)];
    return count === undefined ? [] : [[name, count] as const];
  });
  return { ...options.data, limits: Object.fromEntries(set) };
}
