/** The commands of an institution's staff that need nothing but the back office's address and a client's key. */
import {
  Refused,
  agree,
  askOnTerminal,
  readTyped,
  refuseInWords,
  refuseNoPerson,
} from '../../operator/in-words.ts';
import type { Ask } from '../../operator/in-words.ts';
import { operatorText as t } from '../../operator/text.ts';
import { FileFault, ofOption } from '../../service/files/named-file.ts';
import { readClientTls, tlsWords } from '../../service/files/tls-folder.ts';
import { Address } from '../../service/options/option-values.ts';
import { clientKeyWords, readClientKey } from '../client-key.ts';
import { openBackOffice } from '../client.ts';
import type { BackOffice } from '../client.ts';
import { commands } from './commands.ts';
import { ownWords } from './own-words.ts';
import { officeText as own } from './text.ts';

/** Many seeds, and a database that is busy, take their time. */
const timeoutMs = 120_000;

/** Runs one command; gives what to print, line by line. Throws a Refused with a sentence, or what went wrong. */
export async function* runOfficeOperator(
  args: string[],
  now: () => number = Date.now,
  ask: Ask = askOnTerminal,
): AsyncGenerator<string> {
  const { values, positionals } = readTyped(args, {
    'client-key': { type: 'string' },
    'back-office-url': { type: 'string', default: 'http://127.0.0.1:8791' },
    'back-office-tls': { type: 'string' },
    reason: { type: 'string' },
    contract: { type: 'string' },
    after: { type: 'string' },
  });
  const { help, yes, 'dry-run': dryRun, as: person, ...options } = values;
  const [name, ...words] = positionals;
  if (help || name === undefined) {
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
    refuseInWords(cause, ownWords(cause, options['back-office-url']));
  }
}

type Where = {
  'client-key'?: string | undefined;
  'back-office-url': string;
  'back-office-tls'?: string | undefined;
};

function openOffice(where: Where, now: () => number): BackOffice {
  const { 'client-key': file, 'back-office-url': url, 'back-office-tls': folder } = where;
  if (file === undefined) throw new Refused(own.noClientKey);
  if (!Address.safeParse(url).success) throw new Refused(own.noAddress);
  const key = orRefuse(() =>
    ofOption('--client-key', () => readClientKey(file, clientKeyWords.both)),
  );
  const office = { url, key, now, timeoutMs };
  if (folder === undefined) return openBackOffice(office);
  if (!url.startsWith('https:')) throw new Refused(own.tlsWithoutHttps);
  const option = '--back-office-tls';
  const tls = orRefuse(() => readClientTls({ option, folder, words: tlsWords.both }));
  return openBackOffice({ ...office, tls: () => tls });
}

/** What is wrong with a file that was named is told to whoever typed the command. */
function orRefuse<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof FileFault) throw new Refused(cause.message, { cause });
    throw cause;
  }
}
