import { expect, test } from 'vitest';
import { isOlder } from '../../../bank/issuer/routes/app-version.ts';

test.each([
  ['1.2.3', '1.2.4', true],
  ['1.2.3', '1.10.0', true],
  ['1.2.3', '2.0.0', true],
  ['1.2.3', '1.2.3', false],
  ['1.10.0', '1.9.9', false],
  ['2.0.0', '1.9.9', false],
  ['1.2.3-beta.1', '1.2.3', false],
  ['', '0.0.1', true],
  ['latest', '0.0.1', true],
  ['', '0.0.0', false],
])('version “%s” is older than %s: %s', (version, than, older) => {
  expect(isOlder(version, than)).toBe(older);
});
