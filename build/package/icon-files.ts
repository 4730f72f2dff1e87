/** The two forms in which Windows and macOS take an icon: pictures (PNG) of several sizes in one file. */

export type Picture = { px: number; png: Buffer };

/** What Windows shows at 100 to 400 %, from the list of files to the largest tiles. */
export const icoSizes = [16, 20, 24, 32, 40, 48, 64, 128, 256] as const;

/**
 * macOS: type by size, some of them for screens of double resolution. Those of 16 and 32 for plain screens are missing: as
 * PNG some versions show them broken, and all make them of the next larger one.
 */
const icnsTypes = [
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
] as const;

/** What Linux desktops look for by its size. */
export const pngSizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024] as const;

export const allSizes: readonly number[] = [
  ...new Set([...icoSizes, ...pngSizes, ...icnsTypes.map(([, px]) => px)]),
].toSorted((a, b) => a - b);

function pictureOf(pictures: readonly Picture[], px: number): Buffer {
  const found = pictures.find((picture) => picture.px === px);
  if (found === undefined) throw new Error(`no picture of ${px} pixels`);
  return found.png;
}

/** ICONDIR, an ICONDIRENTRY for each, then the pictures. A size of 256 is written 0. */
export function icoOf(pictures: readonly Picture[]): Buffer {
  const parts = icoSizes.map((px) => ({ px, png: pictureOf(pictures, px) }));
  const head = Buffer.alloc(6 + 16 * parts.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(parts.length, 4);
  let offset = head.length;
  for (const [index, { px, png }] of parts.entries()) {
    const at = 6 + 16 * index;
    head.writeUInt8(px % 256, at);
    head.writeUInt8(px % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...parts.map(({ png }) => png)]);
}

/** `icns`, the whole length, then each picture behind its type and its own length (both included). */
export function icnsOf(pictures: readonly Picture[]): Buffer {
  const block = (type: string, content: Buffer) => {
    const head = Buffer.alloc(8);
    head.write(type, 0, 'latin1');
    head.writeUInt32BE(content.length + 8, 4);
    return Buffer.concat([head, content]);
  };
  return block(
    'icns',
    Buffer.concat(icnsTypes.map(([type, px]) => block(type, pictureOf(pictures, px)))),
  );
}
