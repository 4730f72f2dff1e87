/** Run by itself: so many random rows of changes and restarts, from a seed, each compared with the model at every step. */
import { array, assert, asyncProperty, boolean, double, record } from 'fast-check';
import { mkdirSync, rmSync } from 'node:fs';
import {
  applyChange,
  contentOf,
  contentOfModel,
  emptyModel,
  makeChange,
  openIn,
  pickChange,
} from './model.ts';

const number = double({ min: 0, max: 0.999_999, noNaN: true });
const step = record({ which: number, what: number, restart: boolean() });

const [folder = '', rows = '', seed = ''] = process.argv.slice(2);
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
        const [content, right] = [contentOf(vault), contentOfModel(model)];
        if (content !== right) throw new Error(`${content} in the place of ${right}`);
      }
    } finally {
      vault.close();
    }
  }),
  { numRuns: Number(rows), seed: Number(seed) },
);
process.stdout.write(`${changes}\n`);
