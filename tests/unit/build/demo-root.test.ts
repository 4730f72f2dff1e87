/** The demo's own root key: whatever has become of its file is told with its place and what to do, before anything is built or started. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SetUpStopped } from '../../../build/setup/command.mjs';
import { ensureDemoRoot } from '../../../build/setup/demo-root.mjs';
import { temporaryFolder } from '../../fakes/folder.ts';

function made(): { file: string; text: string } {
  const file = join(temporaryFolder(), 'vendor-root.json');
  ensureDemoRoot(file);
  return { file, text: readFileSync(file, 'utf8') };
}

function stopOf(file: string): Error {
  try {
    ensureDemoRoot(file);
    return new Error('it was taken');
  } catch (error) {
    return error as Error;
  }
}

const without = (text: string, name: string): string =>
  JSON.stringify({ ...(JSON.parse(text) as object), [name]: undefined });

test.each<[string, (text: string) => string | null, string]>([
  ['is broken off', (text) => text.slice(0, 60), ':1:61: This is no JSON'],
  ['is empty', () => '', ' is empty.'],
  ['is no JSON', () => 'himitsu', ':1:1: This is no JSON'],
  ['is another thing', () => '["himitsu"]', ": must be the private key (JWK) of the demo's root"],
  ['is the public half', (text) => without(text, 'd'), ': d: is missing; it must be the private'],
  ['has no name', (text) => without(text, 'kid'), ': kid: is missing; it must be the private key'],
  ['is a folder', () => null, ' is a folder'],
])('a file that %s is told with its place and what to do', (_what, spoil, sentence) => {
  const { file, text } = made();
  const content = spoil(text);
  rmSync(file);
  if (content === null) mkdirSync(file);
  else writeFileSync(file, content);
  const stopped = stopOf(file);
  expect(stopped).toBeInstanceOf(SetUpStopped);
  expect(stopped.message).toContain(`\n${file}${sentence}`);
  expect(stopped.message).toContain('Delete this file and type the same again');
  expect(stopped.message).not.toMatch(/himitsu|Unexpected|EISDIR|SyntaxError/);
  const { d } = JSON.parse(text) as { d: string };
  expect(stopped.message).not.toContain(d);
});

test('once it is deleted there is a new one, which is kept from then on', () => {
  const { file } = made();
  writeFileSync(file, '{');
  expect(stopOf(file)).toBeInstanceOf(SetUpStopped);
  rmSync(file);
  const root = ensureDemoRoot(file);
  expect(root).toEqual(ensureDemoRoot(file));
});
