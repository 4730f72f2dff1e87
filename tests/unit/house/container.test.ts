/** The issuing service's container file copies what there is, on the Node that is tested, as an ordinary user. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const file = read('build/package/issuer/Containerfile');
const { devDependencies } = JSON.parse(read('package.json')) as {
  devDependencies: Record<string, string>;
};

test('every stage is the Node that the tests run on', () => {
  const stages = [...file.matchAll(/^FROM \S+\/node:([\d.]+)-/gm)].map(([, version]) => version);
  expect(stages).toEqual([devDependencies['node'], devDependencies['node']]);
});

test('what is copied from the checkout is there, or what the build makes of the service', () => {
  const copied = [...file.matchAll(/^COPY (?!--)(.+) \S+$/gm)].flatMap(([, from = '']) =>
    from.split(' '),
  );
  const built = copied.filter((path) => !existsSync(join(root, path)) || path.startsWith('dist/'));
  expect(copied.length).toBeGreaterThan(2);
  expect(built).toEqual(['dist/issuer/main.js']);
  expect(read('build/server-targets.ts')).toContain(`'dist/issuer', 'main.js'`);
});

test('the service runs as a user that is not root, by the number that may read its secret', () => {
  const last = file.slice(file.lastIndexOf('FROM '));
  const [, user = ''] = /^USER ([1-9]\d*):\1$/m.exec(last) ?? [];
  expect(last.indexOf('USER ')).toBeLessThan(last.indexOf('ENTRYPOINT'));
  expect(file).toContain(`--secret keys.json,uid=${user},mode=0400`);
});
