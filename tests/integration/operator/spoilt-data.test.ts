/** A file of the bank's data, or of a copy, that is of no use: what staff are told, and that nothing of it is quoted or stays. */
import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startBank } from '../../../bank/server.ts';
import { operator, testBank } from '../../fakes/bank/bank.ts';
import type { TestBank } from '../../fakes/bank/bank.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

/** A bank and a copy of it. */
async function backedUp() {
  const bank = await testBank();
  const copy = join(temporaryFolder(), 'copy');
  await operator(bank, 'backup', copy);
  await bank.close();
  return { bank, copy };
}

const leftOf = ({ options }: TestBank) =>
  readdirSync(options.dataDir).filter((name) => name.startsWith('restoring'));

const cutTo = (bytes: number) => (path: string) => {
  copyFileSync(`${path}-away`, path);
  truncateSync(path, bytes);
};

it.each<[string, string, (path: string) => void]>([
  ['garbage as a database', 'bank.db', (path) => writeFileSync(path, 'garbage '.repeat(900))],
  [
    'garbage as the tokens’ database',
    'issuer.db',
    (path) => writeFileSync(path, 'garbage '.repeat(900)),
  ],
  ['a folder as the tokens’ database', 'issuer.db', (path) => mkdirSync(path)],
  ['a folder as the database', 'bank.db', (path) => mkdirSync(path)],
  ['a database cut short', 'bank.db', cutTo(8192)],
  ['an empty file of keys', 'keys.json', (path) => writeFileSync(path, '')],
  ['a file of keys cut short', 'keys.json', cutTo(600)],
  ['a file of no keys', 'keys.json', (path) => writeFileSync(path, '{"server":7}')],
  ['a folder as the keys', 'keys.json', (path) => mkdirSync(path)],
])(
  '%s is refused with what to do, in both languages, and quotes nothing of it',
  async (_what, file, spoil) => {
    const { bank } = await backedUp();
    const { dataDir } = bank.options;
    const secret = readFileSync(join(dataDir, 'keys.json'), 'utf8');
    const path = join(dataDir, file);
    renameSync(path, `${path}-away`);
    spoil(path);
    const said: string[] = [];
    for (const begin of [() => startBank(bank.options), () => operator(bank, 'list')]) {
      said.push(await begin().then(String, (error: unknown) => String(error)));
    }
    for (const sentence of said) {
      expect(sentence).toMatch(/[ぁ-ん][^]*operator restore[^]*[a-z]{3}[^]*operator restore/);
      const quoted = sentence.split('"').filter((part) => part.length > 3 && secret.includes(part));
      expect(quoted).toEqual([]);
    }
  },
);

it.each([
  [
    'with folders for files',
    (copy: string) => {
      for (const name of ['bank.db', 'issuer.db', 'keys.json']) {
        rmSync(join(copy, name));
        mkdirSync(join(copy, name));
      }
    },
  ],
  ['whose keys are garbage', (copy: string) => writeFileSync(join(copy, 'keys.json'), '{')],
])('a copy %s is refused by its sentence, and nothing of it stays', async (_what, spoil) => {
  const { bank, copy } = await backedUp();
  spoil(copy);
  await expect(operator(bank, 'restore', copy, '--yes')).rejects.toThrow('not whole');
  expect(leftOf(bank)).toEqual([]);
});

it('what was made ready for a way back is gone when it has been gone', async () => {
  const { bank, copy } = await backedUp();
  await operator(bank, 'restore', copy, '--yes');
  expect(leftOf(bank)).toEqual([]);
});
