/**
 * An institution's logo in the directory (docs/activation-protocol.md, Logos): a small PNG, or an SVG of which only
 * what draws is on the list. Whatever is not on it is refused: what acts, moves or fetches has no place in a logo.
 */
import * as z from 'zod';
import { base64url } from './protocol-values.ts';

export const maxLogoBytes = 8 * 1024;
const pngSides = { min: 32, max: 512 };

const elements = new Set(
  'svg g path circle ellipse rect line polyline polygon defs linearGradient radialGradient stop'.split(
    ' ',
  ),
);
const attributes = new Set(
  `xmlns viewBox width height id transform opacity d points x y x1 y1 x2 y2 cx cy r rx ry fx fy offset
  fill fill-rule fill-opacity stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit
  stroke-opacity stop-color stop-opacity gradientUnits gradientTransform spreadMethod`.split(/\s+/),
);
/** No ampersand, so no entity; a `url()` is a gradient of the same drawing. */
const value = /^(?:[^<>&\\()]|(?<!url)\([-+0-9e.,% ]*\)|url\(#[\w-]+\))*$/i;
const drawnRoot = / xmlns=(["'])http:\/\/www\.w3\.org\/2000\/svg\1/;
const box = / viewBox=["']-?[0-9.]+ -?[0-9.]+ [1-9][0-9.]* [1-9][0-9.]*["']/;

/** Whether a browser that shows it as an image draws it, and nothing else. */
export function isPlainSvg(text: string): boolean {
  const open: string[] = [];
  let at = 0;
  let root = '';
  for (const tag of text.matchAll(
    /<(\/?)([A-Za-z]+)((?:\s+[\w-]+=(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g,
  )) {
    const [whole, closes, name = '', given = '', closesItself] = tag;
    // Between two tags there is room and no text; outside the root there is nothing.
    if (text.slice(at, tag.index).trim() !== '' || (root !== '' && open.length === 0)) return false;
    at = tag.index + whole.length;
    if (closes !== '') {
      if (given !== '' || closesItself !== '' || open.pop() !== name) return false;
      continue;
    }
    if (!elements.has(name) || (name === 'svg') !== (root === '') || !arePlain(given)) return false;
    if (root === '') root = given;
    if (closesItself === '') open.push(name);
  }
  const isWhole = root !== '' && open.length === 0 && text.slice(at).trim() === '';
  return isWhole && text.startsWith('<svg') && drawnRoot.test(root) && box.test(root);
}

function arePlain(given: string): boolean {
  const pairs = [...given.matchAll(/([\w-]+)=(?:"([^"]*)"|'([^']*)')/g)].map(
    ([, name = '', double, single]) => ({ name, text: double ?? single ?? '' }),
  );
  const isOnce = new Set(pairs.map(({ name }) => name)).size === pairs.length;
  return isOnce && pairs.every(({ name, text }) => attributes.has(name) && value.test(text));
}

/** Whether these bytes are one still PNG of a size that is shown (PNG, third edition, §5). */
export function isStillPng(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const signature = [137, 80, 78, 71, 13, 10, 26, 10];
  if (!signature.every((byte, index) => bytes[index] === byte)) return false;
  const kinds: string[] = [];
  let at = signature.length;
  while (at + 12 <= bytes.length) {
    kinds.push(String.fromCharCode(...bytes.subarray(at + 4, at + 8)));
    // Length, kind, data, checksum.
    at += 12 + view.getUint32(at);
  }
  const isWhole = at === bytes.length && kinds[0] === 'IHDR' && kinds.at(-1) === 'IEND';
  if (!isWhole || !kinds.includes('IDAT') || kinds.includes('acTL')) return false;
  // The header's thirteen bytes begin with width and height.
  if (view.getUint32(8) !== 13) return false;
  return [16, 20].every((side) => {
    const pixels = view.getUint32(side);
    return pixels >= pngSides.min && pixels <= pngSides.max;
  });
}

/** A text's other faults don't keep zod from asking this one, and only base64url can be decoded. */
function isPngText(text: string): boolean {
  if (!base64url.safeParse(text).success) return false;
  return isStillPng(z.core.util.base64urlToUint8Array(text));
}

export const Logo = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('image/svg+xml'),
    /** The drawing itself, in ASCII, so that a character is a byte. */
    data: z
      .string()
      .max(maxLogoBytes)
      .regex(/^[\t\n\r -~]+$/)
      .refine(isPlainSvg),
  }),
  z.object({
    type: z.literal('image/png'),
    data: base64url.max(Math.ceil((maxLogoBytes * 4) / 3)).refine(isPngText),
  }),
]);
export type Logo = z.infer<typeof Logo>;
