/** What the institution's engineer writes down: whose keys, which issues, and what its own side can do. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, resolve } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import * as z from 'zod';
import { FileFault } from '../../bank/service/files/named-file.ts';
import { readShape } from '../../bank/service/files/shape.ts';
import type { Rules } from '../../bank/service/files/shape.ts';
import { NotTried } from './check.ts';
import { deedNames } from './kit.ts';
import type { DeedAsked, Deeds } from './kit.ts';
import type { ConformanceText } from './text/ja.ts';

/** Nothing was checked: exit code 2. */
export class Unready extends Error {
  override readonly name = 'Unready';
}

/** Of a key nothing else is needed, and members that nobody knows are ignored (RFC 7517 §4). */
const PublicJwk = z
  .looseObject({
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: z.string(),
    y: z.string(),
    kid: z.string().min(1).max(64),
  })
  .transform(({ kty, crv, x, y, kid }) => ({ kty, crv, x, y, kid }));
const Keys = z.array(PublicJwk).min(1).max(8);

const KeyLists = z.object({ encryptionKeys: Keys, signingKeys: Keys });

const Issue = z.object({
  userId: z.string(),
  activationPassword: z.string().regex(/^[0-9]{4,8}$/),
});

export const SettingsFile = z.strictObject({
  /** Not needed with a directory, which has it by the address. */
  serviceId: z
    .string()
    .regex(/^[0-9]{8}$/)
    .optional(),
  /** Either these, here or in a file as the vendor's tool writes it, or a directory and its root. */
  keys: z.union([z.string(), KeyLists]).optional(),
  directory: z.string().optional(),
  root: z.string().optional(),
  /** Fresh ones, each used once. */
  issues: z.array(Issue).optional(),
  /** A program and its arguments, to which the deed's name is added. */
  command: z.array(z.string()).min(1).optional(),
  deeds: z.array(z.enum(['issue', ...deedNames])).default(['issue']),
  oldestApp: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/)
    .optional(),
  appVersion: z.string().max(20).default('99.0.0'),
});
export type SettingsFile = z.infer<typeof SettingsFile>;

const Roots = z.array(PublicJwk).min(1);
/** One key, several, or `vendor.json`. */
const Root = z.union([PublicJwk, Roots, z.looseObject({ roots: Roots })]);

/** Throws an Unready that says where the file is wrong. */
export function readSettings(path: string, t: ConformanceText): SettingsFile {
  const file = readAs(SettingsFile, path, t.settingsRules, t);
  /** A file of the settings is named from where they are. */
  const beside = (name: string) =>
    /^https?:/.test(name) ? name : resolve(dirname(resolve(path)), name);
  return {
    ...file,
    ...(file.directory === undefined ? {} : { directory: beside(file.directory) }),
    ...(file.root === undefined ? {} : { root: beside(file.root) }),
    ...(typeof file.keys === 'string'
      ? { keys: readAs(KeyLists, beside(file.keys), t.keysRules, t) }
      : {}),
  };
}

export function readRoots(path: string, t: ConformanceText): z.infer<typeof PublicJwk>[] {
  const read = readAs(Root, path, { '': t.rootRule }, t);
  return 'roots' in read ? read.roots : [read].flat();
}

function readAs<T extends z.ZodType>(schema: T, path: string, rules: Rules, t: ConformanceText) {
  return orUnready(() => readShape(path, schema, rules, { file: t.file, shape: t.shape }));
}

/** A file that can't be read is a fault of the settings. */
export function orUnready<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw cause instanceof FileFault ? new Unready(cause.message, { cause }) : cause;
  }
}

const Done = z.object({ taken: z.boolean().optional() });

/** What the settings can do; a command is run in the settings' own folder. */
export function deedsOf(settings: SettingsFile, path: string, t: ConformanceText): Deeds {
  const left = [...(settings.issues ?? [])];
  const { command, deeds } = settings;
  const folder = dirname(resolve(path));

  /** In a group of its own: what is typed to end the kit (^C) must not break off what undoes a deed. */
  const apart = process.platform !== 'win32';

  async function runCommand<T>(name: string, asked: DeedAsked, answer: z.ZodType<T>): Promise<T> {
    const [program = '', ...args] = command ?? [];
    const child = spawn(program, [...args, name], { cwd: folder, detached: apart });
    const what = asked.on === undefined ? name : `${name} ${JSON.stringify(asked)}`;
    // It need not read what it does not want to know.
    child.stdin.on('error', () => undefined);
    child.stdin.end(JSON.stringify(asked));
    const said = Promise.all([textOf(child.stdout), textOf(child.stderr)]);
    await once(child, 'close').catch((cause: unknown) => {
      throw new Unready(t.deedFailed(what, cause instanceof Error ? cause.message : ''), { cause });
    });
    const [out, err] = await said;
    if (child.exitCode !== 0) throw new Unready(t.deedFailed(what, err.trim().slice(-500)));
    const read = answer.safeParse(readJson(out));
    if (!read.success) throw new Unready(t.deedFailed(what, z.prettifyError(read.error)));
    return read.data;
  }

  return {
    can: (deed) => command !== undefined && deeds.includes(deed),
    async issue() {
      const next = left.shift();
      if (next) return next;
      if (command === undefined || !deeds.includes('issue')) throw new NotTried('no-issue');
      return runCommand('issue', {}, Issue);
    },
    run: async (deed, asked) => (await runCommand(deed, asked, Done)) as { taken?: boolean },
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text.trim() === '' ? '{}' : text);
  } catch {
    return undefined;
  }
}
