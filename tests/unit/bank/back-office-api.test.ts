/** docs/back-office-api.yaml is what the operations make of it. `npm run unit -- back-office-api.test.ts -u` writes it anew. */
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { describeBackOffice } from '../../../bank/issuer/back-office/openapi.ts';
import { operations } from '../../../bank/issuer/back-office/operations.ts';

const file = join(import.meta.dirname, '../../../docs/back-office-api.yaml');

it('the description in the documents is the one that is served', async () => {
  const plain: unknown = JSON.parse(JSON.stringify(describeBackOffice()));
  const options = await resolveConfig(file);
  const text = await format(dump(plain, { lineWidth: 110, noRefs: true }), {
    ...options,
    parser: 'yaml',
  });
  await expect(text).toMatchFileSnapshot(file);
});

it('no two operations have a name or an address in common', () => {
  const names = operations.map(({ id }) => id);
  const addresses = operations.map((operation) =>
    [operation.kind === 'deed' ? 'post' : operation.method, operation.path].join(' '),
  );
  expect(new Set(names).size).toBe(operations.length);
  expect(new Set(addresses).size).toBe(operations.length);
});
