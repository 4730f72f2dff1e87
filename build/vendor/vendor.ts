/**
 * The vendor's tool: roots, institutions' keys, and the signed directory of institutions (docs/vendor.md). From the checkout
 * or as the one built file; exit code 0 done, 1 a fault, 2 not understood.
 */
import { TypedFault, parseTyped } from '../../bank/service/options/typed.ts';
import { Fault, Usage, optionTypes } from './command.ts';
import type { Command, Context } from './command.ts';
import { takeRelease } from './directory/app-release.ts';
import { inspect, status } from './directory/inspect.ts';
import { adopt, check, sign } from './directory/sign.ts';
import { remove, write } from './directory/write.ts';
import {
  dropKey,
  exportKeys,
  listKeys,
  makeKeys,
  retireKey,
  rotateKey,
  useKey,
} from './keys/institution-keys.ts';
import { makeRoot, rotateRoot, showRoot } from './keys/roots.ts';
import { secretReader } from './passphrase.ts';
import { en } from './text/en.ts';
import { ja } from './text/ja.ts';
import type { VendorText } from './text/ja.ts';

const secret = ['passphrase-file', 'passphrase-fd'] as const;

const commands: Record<string, Command> = {
  'make-root': { run: makeRoot, takes: 1, options: ['vendor', 'directory-url', ...secret] },
  'rotate-root': { run: rotateRoot, takes: 1, options: ['vendor', ...secret] },
  'show-root': { run: showRoot, takes: 1, options: ['vendor', ...secret] },
  'make-keys': { run: makeKeys, takes: 1, options: secret },
  'rotate-key': { run: rotateKey, takes: 2, options: ['at-once', ...secret] },
  'use-key': { run: useKey, takes: 2, options: secret },
  'retire-key': { run: retireKey, takes: 2, options: secret },
  'drop-key': { run: dropKey, takes: 2, options: ['yes', ...secret] },
  'list-keys': { run: listKeys, takes: 1, options: secret },
  'export-keys': { run: exportKeys, takes: 2, options: secret },
  write: { run: write, takes: 1, options: ['from', 'vendor'] },
  check: { run: check, takes: 1, options: ['demo'] },
  sign: {
    run: sign,
    takes: 1,
    options: ['key', 'vendor', 'published', 'first', 'without', 'out', 'demo', ...secret],
  },
  status: { run: status, takes: 1, options: ['min-days'] },
  remove: { run: remove, takes: 2, options: ['yes'] },
  app: { run: takeRelease, takes: 2, options: ['download-url', 'notes-url', 'minimum'] },
  adopt: { run: adopt, takes: 2, options: ['vendor'] },
  inspect: { run: inspect, takes: 1, options: ['vendor', 'min-days', 'json'] },
};

const texts = { ja, en };
type Language = keyof typeof texts;

/** As a program of the system would: LC_ALL before LANG, and what the system says where neither is set (Windows). */
function systemLanguage({ LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): Language {
  const set = [LC_ALL, LC_MESSAGES, LANG].find((each) => each !== undefined && each !== '');
  const locale = set ?? new Intl.DateTimeFormat().resolvedOptions().locale;
  return /^ja\b|^ja_/i.test(locale) ? 'ja' : 'en';
}

const isLanguage = (name: string): name is Language => Object.hasOwn(texts, name);

async function run(args: string[]): Promise<void> {
  // Told in the language that is asked for, whatever else is wrong.
  const asked = /^--lang=(.*)$/.exec(args.find((each) => each.startsWith('--lang=')) ?? '')?.[1];
  const named = asked ?? args[args.indexOf('--lang') + 1] ?? '';
  const isAsked = asked !== undefined || args.includes('--lang');
  const language = isAsked && isLanguage(named) ? named : systemLanguage(process.env);
  const t = texts[language];
  try {
    if (isAsked && !isLanguage(named)) throw new Usage(t.badLanguage);
    const { command, context } = parse(args, language, t);
    if (command === null) process.stdout.write(t.help);
    else await command.run(context);
  } catch (error) {
    process.exitCode = error instanceof Usage ? 2 : 1;
    const isForeseen = error instanceof Usage || error instanceof Fault;
    // A sentence is enough for what was foreseen; the rest is for whoever mends this.
    process.stderr.write(isForeseen ? `${error.message}\n` : `${t.unexpected}\n${String(error)}\n`);
  }
}

function parse(args: string[], language: Language, t: VendorText) {
  const { help, lang: _, positionals, ...options } = optionsOf(args, t);
  const [name, ...words] = positionals;
  const context: Context = {
    t,
    language,
    args: words,
    options,
    now: Date.now,
    secret: secretReader(options, t),
    print: (text) => void process.stdout.write(`${text}\n`),
    warn: (text) => void process.stderr.write(`${text}\n`),
  };
  if (help === true) return { command: null, context };
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (name === undefined || command === undefined) throw new Usage(t.unknownCommand(name ?? ''));
  if (words.length !== command.takes) throw new Usage(t.wrongWords(name));
  for (const option of Object.keys(options)) {
    if (!(command.options as string[]).includes(option))
      throw new Usage(t.notForThis(option, name));
  }
  return { command, context };
}

function optionsOf(args: string[], t: VendorText) {
  try {
    const options = {
      ...optionTypes,
      help: { type: 'boolean' },
      lang: { type: 'string' },
    } as const;
    const { values, positionals } = parseTyped({ args, allowPositionals: true, options }, t.typed);
    return { ...values, positionals };
  } catch (cause) {
    throw cause instanceof TypedFault ? new Usage(cause.message, { cause }) : cause;
  }
}

// Whoever reads the first lines alone (`| head`) has what they wanted.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
await run(process.argv.slice(2));
