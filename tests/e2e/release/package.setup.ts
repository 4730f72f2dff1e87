/** Before the tests of the packaged demo. */
import { makePackage } from '../support/packaging.ts';
import { test } from '../support/launch.ts';

test('the app can be packaged', () => {
  makePackage('demo');
});
