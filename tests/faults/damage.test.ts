/** Damage to the file: each byte, each length. No code is ever wrong, and a copy brings everything back. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyOf, filledVault } from './support/filled-vault.ts';
import { contentOf, openIn, verdictOn } from './support/model.ts';
import { amount, figure } from './support/scratch.ts';

const hours = 3_600_000;

test(
  'with a backup any flipped byte leaves every token usable',
  { timeout: 3 * hours },
  async () => {
    const { folder, model, bytes } = await filledVault();
    const every = amount(211, 1);
    const wrong: string[] = [];
    let tried = 0;
    for (let at = 0; at < bytes.length; at += every) {
      const copy = copyOf(folder);
      writeFileSync(join(copy, 'vault.db'), flipped(bytes, at));
      const verdict = await verdictOn(copy, model, null);
      if (verdict !== null) wrong.push(`byte ${at}: ${verdict}`);
      tried += 1;
    }
    figure(
      `flipped bytes with a backup: ${tried} of ${bytes.length}, not recovered ${wrong.length}`,
    );
    expect(wrong).toEqual([]);
  },
);

test('without a backup no flipped byte makes a wrong code', { timeout: 3 * hours }, async () => {
  const { folder, bytes } = await filledVault();
  rmSync(join(folder, 'backup'), { recursive: true });
  const every = amount(211, 1);
  const wrong: number[] = [];
  let tried = 0;
  let opened = 0;
  for (let at = 0; at < bytes.length; at += every) {
    const copy = copyOf(folder);
    writeFileSync(join(copy, 'vault.db'), flipped(bytes, at));
    tried += 1;
    const content = await contentIfItOpens(copy);
    if (content === null) continue;
    opened += 1;
    if (content.includes('false')) wrong.push(at);
  }
  figure(
    `flipped bytes without a backup: ${tried}, vault opened ${opened}, wrong codes ${wrong.length}`,
  );
  expect(wrong).toEqual([]);
  expect(opened).toBeGreaterThan(0);
});

async function contentIfItOpens(folder: string): Promise<string | null> {
  try {
    const vault = await openIn(folder);
    try {
      return contentOf(vault);
    } finally {
      vault.close();
    }
  } catch {
    // Refused with a code: what the other tests are about.
    return null;
  }
}

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ (1 << (at % 8));
  return copy;
}

test('cut off at any 512 bytes, the vault comes back whole', { timeout: hours }, async () => {
  const { folder, model, bytes } = await filledVault();
  const wrong: string[] = [];
  let tried = 0;
  for (let length = 0; length < bytes.length; length += amount(4 * 512, 512)) {
    const copy = copyOf(folder);
    writeFileSync(join(copy, 'vault.db'), bytes.subarray(0, length));
    const verdict = await verdictOn(copy, model, null);
    if (verdict !== null) wrong.push(`${length} bytes: ${verdict}`);
    tried += 1;
  }
  figure(`truncations ${tried}, not recovered ${wrong.length}`);
  expect(wrong).toEqual([]);
});
