/** A file that may be changed while a program runs is looked at once a second at most, and read when it has changed. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { openReread } from '../../../bank/service/files/reread.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  return () => vi.useRealTimers();
});

function opened() {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, 'old');
  const failures: unknown[] = [];
  let reads = 0;
  const read = () => {
    reads += 1;
    return readFileSync(file, 'utf8');
  };
  const kept = openReread([file], read, (cause) => void failures.push(cause));
  return { file, kept, failures, reads: () => reads };
}

test('what has not changed is read once, however long it is asked for', () => {
  const { kept, reads } = opened();
  for (let asked = 0; asked < 10; asked += 1) {
    expect(kept.get()).toBe('old');
    vi.advanceTimersByTime(700);
  }
  expect(reads()).toBe(1);
});

test('a change counts a second later, or at once for whoever needs to know', () => {
  const { file, kept } = opened();
  writeFileSync(file, 'newer');
  expect(kept.get()).toBe('old');
  vi.advanceTimersByTime(1001);
  expect(kept.get()).toBe('newer');
  writeFileSync(file, 'the newest');
  expect(kept.look()).toBe('the newest');
});

test('what can’t be read any more is told once, and leaves that of before until it can', () => {
  const { file, kept, failures } = opened();
  rmSync(file);
  expect([kept.look(), kept.look()]).toEqual(['old', 'old']);
  expect(failures).toHaveLength(1);
  writeFileSync(file, 'new');
  expect(kept.look()).toBe('new');
});
