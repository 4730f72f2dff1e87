/** The vault that is damaged. */
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { applyChange, emptyModel, makeChange, openIn, pickChange, tokenId } from './model.ts';
import type { Model } from './model.ts';
import { faultPlace } from './scratch.ts';
import { randomNumbers } from './random.ts';

/** A closed vault with a few tokens, a passcode or none, and its backups. */
export async function filledVault(
  seed = 5,
): Promise<{ folder: string; model: Model; bytes: Buffer }> {
  const folder = faultPlace();
  const random = randomNumbers(seed);
  const vault = await openIn(folder);
  let model = emptyModel;
  for (let count = 0; count < 12; count += 1) {
    const change = pickChange(model, random(), random(), count);
    await makeChange(vault, model, change);
    model = applyChange(model, change);
  }
  if (model.passcode !== null) {
    const remove = { do: 'passcode', next: null } as const;
    await makeChange(vault, model, remove);
    model = applyChange(model, remove);
  }
  const last = { do: 'add', id: tokenId(99) } as const;
  await makeChange(vault, model, last);
  model = applyChange(model, last);
  vault.close();
  return { folder, model, bytes: readFileSync(join(folder, 'vault.db')) };
}

/** The vault as it was before the last damage. */
export function copyOf(folder: string): string {
  const copy = join(folder, '..', 'copy');
  rmSync(copy, { recursive: true, force: true });
  cpSync(folder, copy, { recursive: true });
  return copy;
}
