/** An institution's keys from the first to the last step: the server never signs by one that is not listed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Context } from '../../../build/vendor/command.ts';
import {
  dropKey,
  exportKeys,
  makeKeys,
  retireKey,
  rotateKey,
  useKey,
} from '../../../build/vendor/keys/institution-keys.ts';
import { temporaryFolder } from '../../fakes/folder.ts';
import { vendorContext } from '../../fakes/vendor/context.ts';
import { kids, passphrase } from '../../fakes/vendor/tool.ts';

const signs = /issuing server signs with .*use-key.*export-keys/;
const listed = /is listed still: retire-key/;
const last = /none to list.*rotate-key/;

type Step = [(context: Context) => Promise<void>, word: string, refusal?: RegExp];
/** Keys are called by their use and the order in which they were made. */
const life: Step[] = [
  [retireKey, 'signing 1', last],
  [dropKey, 'signing 1', last],
  [rotateKey, 'signing'],
  [retireKey, 'signing 1', signs],
  [dropKey, 'signing 1', signs],
  [dropKey, 'signing 2', listed],
  [useKey, 'signing 2'],
  [retireKey, 'signing 2', signs],
  [dropKey, 'signing 1', listed],
  [retireKey, 'signing 1'],
  [useKey, 'signing 1', /takes a listed signing key/],
  [dropKey, 'signing 1'],
  [dropKey, 'encryption 1', last],
  [rotateKey, 'encryption'],
  [dropKey, 'encryption 1', /is listed still: retire-key.*72 hours/],
  [retireKey, 'encryption 1'],
  [retireKey, 'encryption 2', last],
  [dropKey, 'encryption 2', last],
  [dropKey, 'encryption 1'],
];

test('through a key’s life what the server signs by is listed, and what is listed can be opened', async () => {
  const folder = temporaryFolder();
  const set = join(folder, 'akagi.jwe');
  const contextOf = (...words: string[]) =>
    vendorContext({
      args: [set, ...words],
      options: { yes: true },
      secret: () => Promise.resolve(passphrase),
    });
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const files = () => `${read('akagi.jwe')}${read('akagi.public.json')}`;
  const keysIn = (name: string) => JSON.parse(read(name)) as Record<string, { kid: string }[]>;
  const made: Record<string, string[]> = { encryption: [], signing: [] };
  const kidOf = (called: string) => {
    const [use = '', number] = called.split(' ');
    return made[use]?.[Number(number) - 1] ?? called;
  };

  async function expectRight(step: string): Promise<void> {
    await exportKeys(contextOf(join(folder, `${step}.json`)));
    const held = keysIn(`${step}.json`);
    const onList = keysIn('akagi.public.json');
    for (const [use, before] of Object.entries(made)) {
      const opened = kids(held[use] ?? []);
      const listedKids = kids(onList[`${use}Keys`] ?? []);
      expect(opened, `held after ${step}`).toEqual(expect.arrayContaining(listedKids));
      before.push(...opened.filter((kid) => !before.includes(kid)));
    }
    const [signer] = held['signing'] ?? [];
    expect(kids(onList['signingKeys'] ?? []), `listed after ${step}`).toContain(signer?.kid);
  }

  await makeKeys(contextOf());
  await expectRight('make');
  for (const [index, [command, word, refusal]] of life.entries()) {
    const step = `${index} ${command.name} ${word}`;
    const before = files();
    const said = await command(contextOf(kidOf(word))).then(() => 'done', String);
    expect(said, `of ${step}`).toMatch(refusal ?? /^done$/);
    expect(files() !== before, `changed by ${step}`).toBe(refusal === undefined);
    if (refusal === undefined) await expectRight(step);
  }
});
