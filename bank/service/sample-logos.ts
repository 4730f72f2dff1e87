/** The marks of the sample institutions, drawn for them: each is a square with a ground of its own. */
import type { DirectoryEntry } from '../../shared/protocol.ts';

type Logo = NonNullable<DirectoryEntry['logo']>;

const svg = (shapes: string): Logo => ({
  type: 'image/svg+xml',
  data: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">${shapes}</svg>`,
});

export const sampleLogos = {
  /** A mountain of two peaks, and the sun behind it. */
  akagi: svg(
    [
      '<rect width="48" height="48" fill="#5b478f"/>',
      '<circle cx="33" cy="14" r="6" fill="#ffc857"/>',
      '<path d="M3 39 18 13l9 16 5-7 13 17z" fill="#ffffff"/>',
      '<path d="M18 13l9 16-4 10h-9l6-12z" fill="#c7bbe8"/>',
    ].join(''),
  ),
  /** A round hill, and its lake. */
  haruna: svg(
    [
      '<rect width="48" height="48" fill="#1d5c86"/>',
      '<path d="M5 28c8-1 10-15 19-15s11 14 19 15z" fill="#a9dc9b"/>',
      '<path d="M5 33h38M10 38h28M17 43h14" fill="none" stroke="#ffffff" stroke-width="2.5" stroke-linecap="round"/>',
    ].join(''),
  ),
};
