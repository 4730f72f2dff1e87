/** The commands of an institution's staff that need nothing but the back office's address and a client's key. */
import { parseArgs } from 'node:util';
import {
  Refused,
  agree,
  askOnTerminal,
  refuseInWords,
  refuseNoPerson,
} from '../../operator/in-words.ts';
import type { Ask } from '../../operator/in-words.ts';
import { operatorText as t } from '../../operator/text.ts';
import { Address } from '../../service/options/option-values.ts';
import { BackOfficeError } from '../back-office-error.ts';
import { readClientKey } from '../client-key.ts';
import { openBackOffice } from '../client.ts';
import type { BackOffice } from '../client.ts';
import { commands } from './commands.ts';
import { officeText as own } from './text.ts';

/** Many seeds, and a database that is busy, take their time. */
const timeoutMs = 120_000;

/** Runs one command; gives what to print, line by line. Throws a Refused with a sentence, or what went wrong. */
export async function* runOfficeOperator(
  args: string[],
  now: () => number = Date.now,
  ask: Ask = askOnTerminal,
): AsyncGenerator<string> {
  const { values, positionals } = parse(args);
  const { yes, 'dry-run': dryRun, as: person, ...options } = values;
  const [name, ...words] = positionals;
  if (name === undefined) {
    yield own.help;
    return;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new Refused(t.unknownCommand(name));
  if (words.length > command.takes) throw new Refused(t.tooMuch(words));
  if (words.length < command.takes) throw new Refused(own.tooLittle);
  if (options.reason !== undefined && !command.decides) throw new Refused(own.noReasonHere);
  refuseNoPerson(person);
  const office = openOffice(options, now);
  if (!yes && !dryRun && command.destructive) await agree(positionals.join(' '), ask);
  const by = person === undefined ? {} : { source: person };
  const context = { office, words, options, by, now };
  try {
    if (dryRun) yield t.dryRun(positionals.join(' '), await command.rehearse(context));
    else yield* command.run(context);
  } catch (cause) {
    refuseInWords(cause, ownWords(cause));
  }
}

type Where = { 'client-key'?: string | undefined; 'back-office-url': string };

function openOffice(where: Where, now: () => number): BackOffice {
  const { 'client-key': file, 'back-office-url': url } = where;
  if (file === undefined) throw new Refused(own.noClientKey);
  if (!Address.safeParse(url).success) throw new Refused(own.noAddress);
  return openBackOffice({ url, key: readClientKey(file), now, timeoutMs });
}

/** What the bank's operator can't meet, or what is said of it there is not so here. */
function ownWords(cause: unknown): Record<string, string> {
  const faults = cause instanceof BackOfficeError ? cause.faults : [];
  const places = faults.map((fault) => {
    const place = 'pointer' in fault ? fault.pointer : fault.parameter;
    return `${place ?? ''} ${fault.detail}`;
  });
  return {
    'unknown-contract': own.noContract,
    'client-refused': own.clientRefused,
    forbidden: own.forbidden,
    'bad-request': own.badRequest(places.join('; ')),
    ...(places.length > 0 ? { 'not-allowed-now': own.badRequest(places.join('; ')) } : {}),
    'body-too-large': own.tooLarge,
    unavailable: own.unavailable,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        'client-key': { type: 'string' },
        'back-office-url': { type: 'string', default: 'http://127.0.0.1:8791' },
        yes: { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
        as: { type: 'string' },
        reason: { type: 'string' },
        'passphrase-file': { type: 'string' },
        'key-file': { type: 'string' },
        contract: { type: 'string' },
        event: { type: 'string' },
        since: { type: 'string' },
        until: { type: 'string' },
        after: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
  } catch (cause) {
    throw new Refused(t.unknownOption, { cause });
  }
}
