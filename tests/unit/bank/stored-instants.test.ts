/** No instant that the bank stores goes without a word on what a wrong clock does to it. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Columns of the schema that hold an instant or a time step, as `table.column`. */
function storedInstants(): string[] {
  const schema = [
    'bank/issuer/storage/schema.sql',
    'bank/storage/schema.sql',
    'bank/storage/notices.sql',
    'bank/service/storage/tries.sql',
    'bank/service/storage/records.sql',
    'bank/storage/unclear.sql',
  ]
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  return [...schema.matchAll(/CREATE TABLE (\w+) \(([\s\S]*?)\n\) STRICT/g)].flatMap(
    ([, table = '', columns = '']) =>
      [...columns.matchAll(/^ {2}(at|step|\w+_at|\w+_step) INTEGER/gm)].map(
        ([, column = '']) => `${table}.${column}`,
      ),
  );
}

it('every stored instant has its row in the table of a clock that was wrong', () => {
  const text = readFileSync('docs/reference-bank.md', 'utf8');
  const [, section = ''] = /## A clock that was wrong([\s\S]*?)\n## /.exec(text) ?? [];
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  const told = new Set(
    rows.flatMap((row) => {
      const names = [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(
        ([, name = '']) => name,
      );
      // `tokens.last_step`, `resync_step`: the second is of the same table.
      const table = names[0]?.split('.')[0] ?? '';
      return names.map((name) => (name.includes('.') ? name : `${table}.${name}`));
    }),
  );
  const instants = storedInstants();
  expect(instants.length).toBeGreaterThan(14);
  expect(instants.filter((instant) => !told.has(instant))).toEqual([]);
});
