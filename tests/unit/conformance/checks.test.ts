/** The kit's list of checks: each has its place in the document, and a wrong server that it finds. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { allChecks, subjects } from '../../../build/conformance/checks/all.ts';
import { checksJa } from '../../../build/conformance/text/checks-ja.ts';
import { medianOf } from '../../../build/conformance/checks/times.ts';
import { wrongBanks, wrongClocks, wrongProofs } from '../../fakes/conformance/wrong-deeds.ts';
import { wrongMessages } from '../../fakes/conformance/wrong-messages.ts';
import { wrongRefusals } from '../../fakes/conformance/wrong-refusals.ts';
import { wrongRequests } from '../../fakes/conformance/wrong-requests.ts';
import { wrongRepeats, wrongTries } from '../../fakes/conformance/wrong-tries.ts';

const root = join(import.meta.dirname, '../../..');
const names = allChecks.map(({ name }) => name);

it('every check that has words is made, once', () => {
  expect(names.toSorted()).toEqual(Object.keys(checksJa).toSorted());
});

it('no check is called like a subject', () => {
  expect(names.filter((name) => Object.hasOwn(subjects, name))).toEqual([]);
});

it('every check names a section of the document', () => {
  const document = readFileSync(join(root, 'docs/activation-protocol.md'), 'utf8');
  const headings = new Set(
    [...document.matchAll(/^##+ ([^:\n(]+)/gm)].map(([, head = '']) => head.trim()),
  );
  const sections = new Set(allChecks.map(({ section }) => section));
  expect([...sections].filter((section) => !headings.has(section))).toEqual([]);
});

it('every check finds a wrong server', () => {
  const tables = [wrongBanks, wrongClocks, wrongMessages, wrongProofs, wrongRepeats, wrongRequests];
  const mutations = [...tables, wrongRefusals, wrongTries].flatMap((table) => Object.values(table));
  expect(mutations.length).toBeGreaterThanOrEqual(40);
  const found = new Set(mutations.flatMap(({ finds }) => finds));
  expect(names.filter((name) => !found.has(name))).toEqual([]);
});

it.each([
  [[3], 3],
  [[1, 9], 5],
  [[9, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
])('the median of %j is %d', (values, median) => {
  expect(medianOf(values)).toBe(median);
});
