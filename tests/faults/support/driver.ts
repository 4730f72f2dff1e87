/**
 * Works on a vault until it is killed, and says what it is about to do and what is done: the lines are
 * what a customer was told. `node driver.ts <folder> <changes> <seed>`
 */
import { writeSync } from 'node:fs';
import { AppError } from '../../../shared/errors.ts';
import { applyChange, emptyModel, makeChange, openIn, pickChange } from './model.ts';
import { randomNumbers } from './random.ts';

const [folder = '', changes = '0', seed = '0'] = process.argv.slice(2);
const say = (line: unknown) => writeSync(1, `${JSON.stringify(line)}\n`);

const random = randomNumbers(Number(seed));
let model = emptyModel;
const vault = await openIn(folder);
say({ said: 'ready' });
for (let count = 0; count < Number(changes); count += 1) {
  const change = pickChange(model, random(), random(), count);
  say({ said: 'begin', change });
  try {
    await makeChange(vault, model, change);
    model = applyChange(model, change);
    say({ said: 'done', change });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    say({ said: 'failed', change, code: error.code });
  }
}
vault.close();
