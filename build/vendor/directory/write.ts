/** Sources as files: a new one, one out of a signed list, one without an institution. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { isMap, isSeq, parse, parseDocument, stringify } from 'yaml';
import { isMembers } from '../../../bank/service/files/shape.ts';
import type { Directory } from '../../../shared/protocol.ts';
import { agree } from '../agree.ts';
import { Fault, Usage, word, writeNeeded } from '../command.ts';
import type { Context } from '../command.ts';
import { wordsOfRemoval } from './changes.ts';
import { daySeconds } from './check.ts';
import { readDirectory } from './signed.ts';
import { readSource } from './source.ts';

const isJson = (file: string) => extname(file).toLowerCase() === '.json';
const asJson = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

export async function write(context: Context): Promise<void> {
  const { t, options } = context;
  const file = word(context, 0);
  // By its name it is written as the one or the other.
  if (!/^\.(ya?ml|json)$/i.test(extname(file))) throw new Usage(t.endsInYamlOrJson);
  if (existsSync(file)) throw new Fault(t.fileTaken(file));
  let text = t.template;
  if (options.from !== undefined) {
    const value = sourceOf((await readDirectory(options.from, context)).directory);
    text = isJson(file)
      ? asJson(value)
      : stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
  } else if (isJson(file)) {
    text = asJson(parse(t.template));
  }
  writeNeeded(file, text, 0o644, t, () => {
    if (existsSync(file)) throw new Fault(t.fileTaken(file));
  });
  context.print(options.from === undefined ? t.written(file) : t.writtenFrom(file));
}

function sourceOf({ iat, exp, app, institutions }: Directory) {
  const days = Math.max(1, Math.round((exp - iat) / daySeconds));
  return { days, ...(app === undefined ? {} : { app }), institutions };
}

/** Takes an institution out of the source, after saying what its customers will see. The next `sign` asks once more. */
export async function remove(context: Context): Promise<void> {
  const { t } = context;
  const file = word(context, 0);
  const id = word(context, 1);
  const { value } = readSource(file, t);
  const listed: unknown = isMembers(value) ? value['institutions'] : undefined;
  const all: unknown[] = Array.isArray(listed) ? listed : [];
  const index = all.findIndex((each) => isMembers(each) && each['serviceId'] === id);
  if (index === -1) throw new Fault(t.noInstitution(id));
  if (all.length === 1) throw new Fault(t.lastInstitution);
  const name = nameOf(all[index], id);
  context.warn(`${t.removed(id, name)}\n${wordsOfRemoval(name, context.now() / 1000, context)}`);
  await agree(context, t.removeQuestion(id));

  const rest = { ...(value as object), institutions: all.toSpliced(index, 1) };
  const text = isJson(file) ? asJson(rest) : withoutEntry(readFileSync(file, 'utf8'), index);
  if (!isDeepStrictEqual(parse(text), rest)) throw new Fault(t.removeByHand);
  writeNeeded(file, text, 0o644, t);
  context.print(t.removedFrom(basename(file), id));
}

/** Whatever else stands in the source, remarks too, stays. */
function withoutEntry(text: string, index: number): string {
  const document = parseDocument(text);
  const list = isMap(document.contents) ? document.contents.get('institutions', true) : null;
  if (isSeq(list)) list.delete(index);
  return document.toString({ lineWidth: 0 });
}

function nameOf(entry: unknown, id: string): { ja: string; en: string } {
  const name = isMembers(entry) ? entry['name'] : undefined;
  const said = (language: 'ja' | 'en') => {
    const text = isMembers(name) ? name[language] : undefined;
    return typeof text === 'string' ? text : id;
  };
  return { ja: said('ja'), en: said('en') };
}
