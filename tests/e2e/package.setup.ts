/** Before the tests of the packaged demo. */
import { makePackage } from './packaging.ts';
import { test } from './launch.ts';

test('the app can be packaged', () => {
  makePackage('demo');
});
