/** `npm run vendor` as the documents quote it. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');

test.each([
  ['npm run vendor -- --help', 'make-root', 0],
  ['npm run vendor -- nonsense', 'nonsense', 2],
])('%s answers', (command, words, code) => {
  const { stdout, stderr, status } = spawnSync(command, {
    cwd: root,
    shell: true,
    encoding: 'utf8',
  });
  expect(stdout + stderr).toContain(words);
  expect(status).toBe(code);
});
