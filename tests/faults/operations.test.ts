/** Any row of changes and restarts leaves what the model says. */
import { array, assert, asyncProperty, boolean, double, record } from 'fast-check';
import { mkdirSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  applyChange,
  contentOf,
  contentOfModel,
  emptyModel,
  makeChange,
  openIn,
  pickChange,
} from './model.ts';
import { amount, faultPlace, figure } from './place.ts';

const sequences = amount(25, 10_000);
const number = double({ min: 0, max: 0.999_999, noNaN: true });
const step = record({ which: number, what: number, restart: boolean() });

test(`${sequences} rows of changes end as the model does`, { timeout: 7_200_000 }, async () => {
  const folder = faultPlace();
  let changes = 0;
  await assert(
    asyncProperty(array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
      let vault = await openIn(folder);
      try {
        let model = emptyModel;
        for (const [index, { which, what, restart }] of steps.entries()) {
          const change = pickChange(model, which, what, index);
          await makeChange(vault, model, change);
          model = applyChange(model, change);
          changes += 1;
          if (restart) {
            vault.close();
            vault = await openIn(folder);
            if (model.passcode !== null) await vault.lock.unlock(model.passcode);
          }
          expect(contentOf(vault)).toBe(contentOfModel(model));
        }
      } finally {
        vault.close();
      }
    }),
    { numRuns: sequences },
  );
  figure(`sequences ${sequences} with ${changes} changes, differences 0`);
});
