/** Where a passphrase may come from: the terminal, which shows nothing of it, an open descriptor or a file. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { passphrase, workshop } from '../../fakes/vendor/tool.ts';

const tool = join(import.meta.dirname, '../../../build/vendor/vendor.ts');
const command = (words: string) => `${process.execPath} ${tool} ${words} --lang en`;

/** On a terminal of its own (script(1)); each answer is typed when its question is there. */
async function typeInto(
  folder: string,
  words: string,
  answers: [question: string, answer: string][],
) {
  const child = spawn('script', ['-qec', command(words), '/dev/null'], {
    cwd: folder,
    env: { ...process.env, VENDOR_FOLDER: folder },
  });
  let shown = '';
  let at = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    shown += chunk.toString('utf8');
    const [question, answer] = answers[0] ?? [];
    if (question === undefined || !shown.includes(question, at)) return;
    at = shown.length;
    answers.shift();
    child.stdin.write(answer ?? '');
  });
  const [code] = (await once(child, 'close')) as [number];
  return { code, shown };
}

test('typed at the terminal it is asked for twice and shown nowhere', async () => {
  const { folder, read } = workshop();
  const { code, shown } = await typeInto(folder, 'make-keys typed.jwe', [
    ['New passphrase', `${passphrase}\r`],
    ['Once more', `${passphrase}x\u007F\r`],
  ]);
  expect(shown).not.toContain('correct');
  expect(shown).not.toContain('*');
  expect(code).toBe(0);
  expect(read('typed.public.json')).toContain('signingKeys');
});

test.each<[string, [string, string][], RegExp]>([
  [
    'two different ones',
    [
      ['New', `${passphrase}\r`],
      ['Once', 'another passphrase\r'],
    ],
    /two different/,
  ],
  ['a short one', [['New', 'short\r']], /too short/],
  ['Ctrl+C', [['New', 'half\u0003']], /Nothing was done/],
])('%s makes no key', async (_name, answers, sentence) => {
  const { folder, run } = workshop();
  const { code, shown } = await typeInto(folder, 'make-keys typed.jwe', answers);
  expect(shown).toMatch(sentence);
  expect(code).toBe(1);
  expect(run('list-keys typed.jwe').err).toContain('There is no typed.jwe');
});

test('a key is destroyed only by whoever says yes', async () => {
  const { folder, done, read } = workshop();
  const before = read('akagi.public.json');
  const [old = ''] = /(?<="kid": ")[^"]+/.exec(before) ?? [];
  done('rotate-key akagi.jwe encryption');
  done(`retire-key akagi.jwe ${old}`);
  const words = `drop-key akagi.jwe ${old} --passphrase-file pass`;
  expect((await typeInto(folder, words, [['yes: ', 'no\r']])).shown).toContain('Nothing was done');
  expect(done('list-keys akagi.jwe')).toContain(old);
  expect((await typeInto(folder, words, [['yes: ', 'yes\r']])).code).toBe(0);
  expect(done('list-keys akagi.jwe')).not.toContain(old);
});

test.each([
  ['from a descriptor', '--passphrase-fd 3 3<pass', 0],
  ['from a file', '--passphrase-file pass', 0],
  ['from a descriptor that is not open', '--passphrase-fd 99', 1],
  ['from nowhere, without a terminal', '</dev/null', 2],
])('%s', async (_name, source, code) => {
  const { folder } = workshop();
  const child = spawn('sh', ['-c', command(`list-keys akagi.jwe ${source}`)], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  expect(await once(child, 'close')).toEqual([code, null]);
});
