/** No instant that the app keeps goes without a word on what a PC's wrong clock does to it (docs/reliability.md). */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { presentSchema } from '../../../electron/adapters/vault/database/schema.ts';
import {
  AttemptRecord,
  TokenRecord,
} from '../../../electron/adapters/vault/records/record-shapes.ts';
import { SavedClock } from '../../../electron/use-cases/clock.ts';
import { DirectoryExcerpt } from '../../../electron/use-cases/institution-lookup.ts';
import { SeenVersion } from '../../../electron/use-cases/update/updates.ts';
import { AppRelease } from '../../../shared/protocol-values.ts';

/** Columns of the vault, as `table.column`. */
const columns = [
  ...presentSchema.tables.matchAll(/CREATE TABLE (\w+) \(([^;]*?)\n {2}\)/g),
].flatMap(([, table = '', text = '']) =>
  [...text.matchAll(/^ +(\w+_at) /gm)].map(([, column = '']) => `${table}.${column}`),
);

/** Members of what is sealed in it, and of the vendor's list. */
const members = [TokenRecord, AttemptRecord, SavedClock, DirectoryExcerpt, SeenVersion, AppRelease]
  .flatMap(({ shape }) => Object.keys(shape))
  .filter((name) => /At$|^iat$|^exp$/.test(name));

test('every stored instant is named where it is said what a wrong clock does to it', () => {
  const text = readFileSync('docs/reliability.md', 'utf8');
  const [, section = ''] = /## Instants and the PC's clock([\s\S]*?)\n## /.exec(text) ?? [];
  expect(columns.length).toBeGreaterThan(4);
  expect(members.length).toBeGreaterThan(5);
  const told = new Set([...section.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
  expect([...columns, ...members].filter((name) => !told.has(name))).toEqual([]);
});
