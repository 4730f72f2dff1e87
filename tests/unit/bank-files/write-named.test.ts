/** What keeps a file or a folder that somebody names from being written is told in a sentence, and nothing is left of it. */
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  makeNamedFolder,
  proveWritable,
  proveWritableInPlace,
  writeInPlace,
  writeNamed,
  writeWords,
} from '../../../bank/service/files/write-named.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const { en, ja } = writeWords;

function folderWithFile() {
  const folder = temporaryFolder();
  const file = join(folder, 'file');
  writeFileSync(file, 'before');
  return { folder, file };
}

it('a folder that is not there, and a file in the place of one, are named', () => {
  const { folder, file } = folderWithFile();
  const nowhere = join(folder, 'nowhere');
  const write = (path: string, words = en) => writeNamed(path, 'text', 0o600, { words });
  expect(() => write(join(nowhere, 'new'))).toThrow(en.noFolder(nowhere));
  expect(() => write(join(nowhere, 'new'), ja)).toThrow(ja.noFolder(nowhere));
  expect(() => write(join(file, 'new'))).toThrow(en.noFolder(file));
  expect(() => write(join(folder, 'x'.repeat(250)))).toThrow(/^The name is too long: /);
  expect(readdirSync(folder)).toEqual(['file']);
});

it.each([
  ['beside it', proveWritable],
  ['in its place', proveWritableInPlace],
])(
  'whether a file can be written %s is tried beforehand, and nothing is changed by it',
  (_, refuse) => {
    const { folder, file } = folderWithFile();
    const nowhere = join(folder, 'nowhere');
    refuse(join(folder, 'new'));
    refuse(file);
    expect(() => refuse(join(nowhere, 'new'))).toThrow(en.noFolder(nowhere));
    expect(() => refuse(join(file, 'new'), ja)).toThrow(ja.noFolder(file));
    expect(() => refuse(folder)).toThrow(en.isFolder(folder));
    expect(() => refuse(join(folder, 'x'.repeat(300)))).toThrow(/^The name is too long: /);
    expect(readdirSync(folder)).toEqual(['file']);
    expect(readFileSync(file, 'utf8')).toBe('before');
  },
);

it.runIf(process.platform === 'linux')(
  'a file that may be written, in a folder where nobody makes one, is refused where another takes its place',
  () => {
    const file = '/proc/self/comm';
    expect(() => proveWritable(file)).toThrow(en.closed('/proc/self'));
    proveWritableInPlace(file);
  },
);

it.runIf(process.platform === 'linux')('a device is written to as it is, and stays one', () => {
  proveWritableInPlace('/dev/null');
  writeInPlace('/dev/null', 'text');
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  expect(() => writeInPlace('/dev/full', 'text')).toThrow(en.full('/dev'));
});

it('what is thrown before the name is given comes through, and the file stays as it was', () => {
  const { file } = folderWithFile();
  const refusal = new Error('no');
  const beforeNaming = () => {
    throw refusal;
  };
  expect(() => writeNamed(file, 'after', 0o600, { beforeNaming })).toThrow(refusal);
  expect(readFileSync(file, 'utf8')).toBe('before');
});

it('a folder is made with those above it, and one that is there stays', () => {
  const { folder, file } = folderWithFile();
  const deep = join(folder, 'a', 'b', 'c');
  makeNamedFolder(deep);
  makeNamedFolder(deep);
  expect(existsSync(deep)).toBe(true);
  expect(() => makeNamedFolder(file)).toThrow(en.noFolder(file));
  expect(() => makeNamedFolder(join(file, 'a'))).toThrow(en.noFolder(file));
});

it.runIf(process.platform === 'linux')(
  'where the system makes no folder that is said, at once',
  () => {
    expect(() => makeNamedFolder('/proc/nowhere')).toThrow(en.closed('/proc'));
  },
);
