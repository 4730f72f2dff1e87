/**
 * The brand that a build is made for (docs/brand.md): one folder of `build/brands/`, named by BRAND, or any other by its
 * path. What it says is looked through here, and each fault told with its place, before anything is built of it.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type * as z from 'zod';
import { colourFaults } from './brand-colours.ts';
import { About, Colours, Installer, Names, Terms } from './brand-shapes.ts';

const languages = ['ja', 'en'] as const;
export const brandsFolder = join(import.meta.dirname, '../brands');
export const sampleFolder = join(brandsFolder, 'demo');

/** What belongs to a brand alone: two apps that share one of these are one app to the system. */
const own = ['appId', 'appName', 'packageName', 'linkScheme'] as const;

export type Brand = {
  folder: string;
  names: z.infer<typeof Names>;
  colours: z.infer<typeof Colours>;
  installer: z.infer<typeof Installer>;
};

/** Of BRAND, or of the sample. */
export function brandFolder(brand = process.env['BRAND'] || 'demo'): string {
  return /[\\/]/.test(brand) ? resolve(brand) : join(brandsFolder, brand);
}

/** Throws Error with a sentence for each fault, a line each. */
export function readBrand(folder = brandFolder()): Brand {
  if (!existsSync(join(folder, 'brand.json'))) {
    const known = readdirSync(brandsFolder).join(', ');
    throw new Error(
      `There is no brand in ${folder}. BRAND names a folder of build/brands/ (${known}), or the path of another.`,
    );
  }
  const faults: string[] = [];
  const read = <T>(name: string, shape: z.ZodType<T>): T | null => {
    const found = readJson(join(folder, name), shape);
    if ('faults' in found) faults.push(...found.faults.map((fault) => `${name}: ${fault}`));
    return 'value' in found ? found.value : null;
  };
  const names = read('brand.json', Names);
  const colours = read('colours.json', Colours);
  const installer = read('installer.json', Installer);
  for (const language of languages) {
    // For their faults alone: the page imports them.
    read(`terms.${language}.json`, Terms);
    read(`about.${language}.json`, About);
  }
  if (names !== null) faults.push(...nameFaults(folder, names), ...sampleFaults(folder, names));
  if (colours !== null) faults.push(...colourFaults(colours));
  faults.push(...iconFaults(folder));
  if (names === null || colours === null || installer === null || faults.length > 0) {
    throw new Error(
      [`The brand in ${folder} can't be built:`, ...faults.map((fault) => `- ${fault}`)].join('\n'),
    );
  }
  return { folder, names, colours, installer };
}

/** The chosen one, as readBrand. A sample is for demos: no customer may get it, so that a release of it is refused. */
export function brandFor(flavour: 'demo' | 'release', folder = brandFolder()): Brand {
  const brand = readBrand(folder);
  if (flavour === 'release' && brand.names.sample) {
    throw new Error(
      `The brand ${basename(folder)} is a sample, and a release is for customers. Name the vendor's own brand by BRAND (docs/brand.md).`,
    );
  }
  return brand;
}

function readJson<T>(file: string, shape: z.ZodType<T>): { value: T } | { faults: string[] } {
  if (!existsSync(file)) return { faults: ['the file is missing.'] };
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return { faults: [`this is no JSON (${error instanceof Error ? error.message : 'unread'}).`] };
  }
  const { data, error } = shape.safeParse(json);
  if (error === undefined) return { value: data };
  return {
    faults: error.issues.map(({ path, message }) =>
      path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`,
    ),
  };
}

function nameFaults(folder: string, names: Brand['names']): string[] {
  if (resolve(folder) === resolve(sampleFolder)) return [];
  const sample = Names.parse(JSON.parse(readFileSync(join(sampleFolder, 'brand.json'), 'utf8')));
  return own
    .filter((member) => names[member] === sample[member])
    .map(
      (member) =>
        `brand.json: ${member}: "${names[member]}" is the sample's; this brand needs its own, which then never changes.`,
    );
}

const sampleWords = /見本|サンプル|\bsamples?\b/i;

/** A sample says so wherever a customer could mistake it, and no other brand does anywhere. */
function sampleFaults(folder: string, { sample, productName }: Brand['names']): string[] {
  const texts: [place: string, text: string][] = [
    ...languages.map((language): [string, string] => [
      `brand.json: productName.${language}`,
      productName[language],
    ]),
    ...languages.flatMap((language) =>
      ['terms', 'about'].map((name): [string, string] => {
        const file = join(folder, `${name}.${language}.json`);
        return [`${name}.${language}.json`, existsSync(file) ? readFileSync(file, 'utf8') : ''];
      }),
    ),
  ];
  return texts
    .filter(([, text]) => sampleWords.test(text) !== sample)
    .map(([place]) =>
      sample
        ? `${place}: a sample has to say 見本 or "sample" here.`
        : `${place}: says 見本 or "sample", and the brand is none (sample in brand.json).`,
    );
}

/** Of icon.svg, as build/package/icons.ts leaves it beside what it made. */
export const svgHash = (svg: string): string => createHash('sha256').update(svg).digest('hex');

function iconFaults(folder: string): string[] {
  const file = join(folder, 'icon.svg');
  if (!existsSync(file)) return ['icon.svg: the file is missing.'];
  const svg = readFileSync(file, 'utf8');
  const [, width, height] = /<svg[^>]*\bviewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  const faults: string[] = [];
  if (width === undefined || width !== height) {
    faults.push('icon.svg: the picture must be square: viewBox="0 0 1024 1024", for example.');
  }
  if (/<script|\bon\w+=|<foreignObject|(?:href|src)="(?!#)/i.test(svg)) {
    faults.push('icon.svg: no scripts and nothing from elsewhere: only shapes of its own.');
  }
  const made = join(folder, 'icons/made-from.txt');
  if (!existsSync(made) || readFileSync(made, 'utf8').trim() !== svgHash(svg)) {
    faults.push('icons/: not made from this icon.svg. Run: npm run icons');
  }
  return faults;
}
