/** The commands of `npm run bank` as such: what is refused, and how the program ends. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { eventsOf, operator, testBank } from '../../fakes/bank/bank.ts';
import { built } from '../../fakes/built.ts';
import { temporaryFolder } from '../../fakes/folder.ts';
import { newUser } from './new-user.ts';

const run = promisify(execFile);

it.each([
  ['repair-clock', ['repair-clock', 'akagi', 'akagi001']],
  ['export-pskc', ['export-pskc', 'haruna', 'seeds.xml', '--unencrypted']],
])('%s with nothing to do is refused, and no event', async (_what, args) => {
  const { bank } = await newUser();
  const before = await eventsOf(bank);
  await expect(operator(bank, ...args)).rejects.toThrow('nothing to do');
  expect(await eventsOf(bank)).toEqual(before);
});

it('--help lists the commands, whatever else is typed', async () => {
  const bank = await testBank();
  expect(await operator(bank, 'release', 'akagi', '--help')).toBe(await operator(bank));
});

it.each([
  ['an unknown command', ['relaese', 'akagi', 'akagi001'], 'there is no command "relaese"'],
  ['an unknown option', ['list', '--yess'], 'There is no option --yess; --help lists them.'],
  ['an unknown institution', ['list', 'myogi'], 'no such institution'],
  ['an unknown customer', ['unlock', 'akagi', 'nobody'], 'no such customer'],
  ['a customer who is not named', ['unlock', 'akagi'], 'no such customer'],
  ['a date that is none', ['audit', '--since', 'yesterday'], '--since and --until are like'],
  ['a day that is none', ['audit', '--until', '2026-02-31'], '--since and --until are like'],
  ['an event that is none', ['audit', '--event', 'log-inn'], '--event is none of the events'],
  ['nobody’s log-in ID', ['audit', '--customer', 'akagi999'], 'no such customer'],
  ['a second customer', ['unlock', 'akagi', 'akagi001', 'akagi002'], 'too many words'],
  ['a second institution', ['list', 'akagi', 'haruna'], 'too many words'],
  ['a second folder', ['restore', 'one', 'two', '--yes'], 'too many words'],
  ['a name with a line break', ['list', '--as', 'a\nb'], '--as takes'],
  ['a name of blanks', ['list', '--as', '  '], '--as takes'],
])('%s is refused with a sentence in both languages', async (_what, args, sentence) => {
  const bank = await testBank();
  const refused = operator(bank, ...args);
  await expect(refused).rejects.toThrow(sentence);
  await expect(refused).rejects.toThrow(/[ぁ-ん]/);
});

it.each([
  ['an unknown command', ['relaese', 'akagi', 'akagi001'], 1],
  ['an unknown option', ['list', '--yess'], 1],
  ['nothing to do', ['unlock', 'akagi', 'akagi001'], 1],
  ['nothing to release', ['release', 'akagi', 'akagi001', '--yes'], 1],
  ['nobody to ask', ['void-issue', 'akagi', 'akagi001'], 1],
  ['a data folder without a bank', ['list', '--data', '/nowhere'], 1],
  ['a list', ['list'], 0],
  ['a dry run', ['audit', '--dry-run'], 0],
])('as a program: %s', async (_what, args, status) => {
  // By the time that the program goes by.
  const bank = await testBank({ dataDir: temporaryFolder(), now: Date.now });
  const main = built('bank/main.js');
  const program = [main, 'operator', '--data', bank.options.dataDir, ...args];
  const ended = await run(process.execPath, program).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: unknown) => error as { code: number; stdout: string; stderr: string },
  );
  expect(ended.code).toBe(status);
  // What was refused is told in both languages, where it gets into no pipe.
  const [told, silent] = status === 0 ? [ended.stdout, ended.stderr] : [ended.stderr, ended.stdout];
  expect(silent).toBe('');
  expect(told).toMatch(status === 0 ? /[a-z]/ : /[ぁ-ん][^]*[a-z]{3}/);
  expect(told).not.toMatch(/^ +at /m);
});
