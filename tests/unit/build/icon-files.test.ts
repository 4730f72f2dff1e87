/** The icons that lie with each brand: every size that a system asks for, in the forms that it reads. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { brandFolder } from '../../../build/package/brand.ts';
import { icoSizes, pngSizes } from '../../../build/package/icon-files.ts';

/** From a PNG's header (IHDR). */
function sizeOf(png: Buffer): [width: number, height: number] {
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

describe.each([
  ['the demo', brandFolder('demo')],
  ['another brand', join(import.meta.dirname, '../../fixtures/brand')],
])('of %s', (_name, folder) => {
  const read = (name: string) => readFileSync(join(folder, 'icons', name));

  test('Linux has a picture of each size', () => {
    for (const px of pngSizes) expect(sizeOf(read(`${px}x${px}.png`))).toEqual([px, px]);
  });

  test('the one of Windows holds the sizes that it says', () => {
    const ico = read('icon.ico');
    const entries = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => 6 + 16 * index);
    const said = entries.map((at) => ico.readUInt8(at) || 256);
    const held = entries.map((at) => {
      const offset = ico.readUInt32LE(at + 12);
      return sizeOf(ico.subarray(offset, offset + ico.readUInt32LE(at + 8)))[0];
    });
    expect(said).toEqual([...icoSizes]);
    expect(held).toEqual([...icoSizes]);
  });

  test('the one of macOS holds pictures up to 1024 pixels, and ends where it says', () => {
    const icns = read('icon.icns');
    expect(icns.readUInt32BE(4)).toBe(icns.length);
    const sizes: number[] = [];
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
      sizes.push(sizeOf(icns.subarray(at + 8))[0]);
    }
    expect(sizes).toEqual([32, 64, 128, 256, 256, 512, 512, 1024]);
  });
});
