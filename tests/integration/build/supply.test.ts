/** `npm run supply` says when the registry says nothing, and never takes that for a good answer. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../fakes/folder.ts';

/** The command, with a script in the place of npm, which gets npm's arguments. */
function supply(npm: string, ...args: string[]) {
  const folder = temporaryFolder();
  const script = join(folder, 'npm.cjs');
  writeFileSync(script, npm);
  const [command, all] = [`"${process.execPath}" "${script}"`, { mode: 0o755 }];
  writeFileSync(join(folder, 'npm'), `#!/bin/sh\nexec ${command} "$@"\n`, all);
  writeFileSync(join(folder, 'npm.cmd'), `@${command} %*\r\n`, all);
  const path = Object.keys(process.env).find((name) => /^path$/i.test(name)) ?? 'PATH';
  return spawnSync(process.execPath, ['build/release/supply.ts', ...args], {
    cwd: join(import.meta.dirname, '../../..'),
    env: { ...process.env, [path]: `${folder}${delimiter}${process.env[path] ?? ''}` },
    encoding: 'utf8',
  });
}

test('both questions are asked, and good answers to both are needed', () => {
  const { status, stdout } = supply('console.log("asked", ...process.argv.slice(2))');
  expect(stdout.trim().split(/\r?\n/)).toEqual([
    'asked audit signatures',
    'asked audit --audit-level=high',
  ]);
  expect(status).toBe(0);
});

test.each(['signatures', '--audit-level=high'])('a bad answer to audit %s is a failure', (args) => {
  const bad = `process.exit(process.argv.includes(${JSON.stringify(args)}) ? 1 : 0)`;
  const { status, stderr } = supply(bad);
  expect(stderr).toMatch(new RegExp(`^"npm audit ${args}" has failed; what it found, or why the`));
  expect(status).toBe(1);
});

test('a registry that does not answer in time is a failure with a sentence', () => {
  const { status, stderr } = supply('setTimeout(() => {}, 20_000)', '--seconds', '1');
  expect(stderr).toContain(
    'The registry has not answered "npm audit signatures" within 1 seconds: nothing is shown',
  );
  expect(status).toBe(1);
});
