/** The files of a brand's folder, member by member (docs/brand.md). Messages are for the vendor's engineer. */
import * as z from 'zod';

const said = (what: string, most: number) =>
  z
    .string({ error: `${what} is missing.` })
    .refine(
      (text) => text.trim() === text && text !== '',
      `${what} is empty, or has blanks around it.`,
    )
    .refine((text) => Array.from(text).length <= most, `${what} is longer than ${most} characters.`)
    .refine((text) => !/\p{Cc}|\p{Cf}/u.test(text), `${what} has characters that can't be seen.`);

const known = new Set([
  'http',
  'https',
  'file',
  'ftp',
  'mailto',
  'tel',
  'data',
  'javascript',
  'about',
]);

export const Names = z.strictObject({
  sample: z.boolean({ error: 'must be true (a demo) or false (for customers).' }),
  appId: z
    .string({ error: 'is missing.' })
    .regex(/^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*){1,5}$/, 'must be a name like jp.co.vendor.token.'),
  /** Of folders and of the system's key store. */
  appName: z
    .string({ error: 'is missing.' })
    .regex(
      /^[A-Za-z][A-Za-z0-9]*( [A-Za-z0-9]+)*$/,
      'must be Latin letters, digits and single blanks.',
    )
    .max(40, 'is longer than 40 characters.'),
  /** Of files and of the Linux package. */
  packageName: z
    .string({ error: 'is missing.' })
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be small letters, digits and hyphens.')
    .max(40, 'is longer than 40 characters.'),
  linkScheme: z
    .string({ error: 'is missing.' })
    .regex(
      /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/,
      'must be small letters with a hyphen among them, like vendor-token.',
    )
    .max(40, 'is longer than 40 characters.')
    .refine((scheme) => !known.has(scheme) && !scheme.startsWith('ms-'), 'is taken by the system.'),
  productName: z.strictObject(
    { ja: said('the name in Japanese', 40), en: said('the name in English', 40) },
    { error: 'must hold ja and en.' },
  ),
});

const colour = z
  .string({ error: 'is missing.' })
  .regex(/^#[0-9a-f]{6}$/, 'must be written #rrggbb, in small letters.');
const byTheme = z.strictObject(
  { light: colour, dark: colour },
  { error: 'must hold light and dark.' },
);

export const Colours = z.strictObject({
  accent: byTheme,
  accentInk: byTheme,
  accentPaper: byTheme,
});

export const Installer = z.strictObject({
  author: said('who makes the app', 80),
  copyright: said('the copyright', 120),
  homepage: z.url({ protocol: /^https$/, error: 'must be an https: address.' }),
  /** What a deb has to name. */
  maintainer: z
    .string({ error: 'is missing.' })
    .regex(
      /^[^<>\p{Cc}]+ <[^<>\s@]+@[^<>\s@]+>$/u,
      'must be a name and an address: Name <mail@vendor.example>.',
    ),
  synopsis: said('what the app is', 80),
});

export const Terms = z.strictObject({
  notice: z.string({ error: 'must be text; "" where there is nothing to say.' }),
  summary: z
    .array(said('a line', 60), { error: 'must be a list of lines.' })
    .min(1, 'must say at least one thing.')
    .max(5, 'holds more than five lines: A01 shows them all.'),
  articles: z
    .array(z.strictObject({ heading: said('a heading', 80), text: said('a text', 4000) }), {
      error: 'must be a list of { heading, text }.',
    })
    .min(1, 'must hold at least one article.'),
});

export const About = z.strictObject({
  publisher: said('the publisher', 80),
  support: z
    .array(said('a line', 300), {
      error: 'must be a list of lines; [] where there is nobody to ask.',
    })
    .max(5, 'holds more than five lines.'),
});
