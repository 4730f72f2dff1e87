/** The photographs of a journey, with where each number stands on them, as the manual shows them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../shared/language.ts';

/** In CSS pixels of the photograph. */
export type Box = { x: number; y: number; width: number; height: number };
export type Picture = { file: string; width: number; height: number; marks: Box[] };

/** By title and, for the app's screens, language: `BOT001`, `A06.en`. */
export type Pictures = Record<string, Picture>;

export function writePictures(folder: string, pictures: Pictures): void {
  writeFileSync(join(folder, 'pictures.json'), JSON.stringify(pictures, null, 2));
}

/** Of a picture by its title and, for the app's, its language. Throws where the journey has not taken it. */
export function picturesIn(folder: string): (title: string, language: Language) => Picture {
  const taken = JSON.parse(readFileSync(join(folder, 'pictures.json'), 'utf8')) as Pictures;
  return (title, language) => {
    const picture = taken[`${title}.${language}`] ?? taken[title];
    if (picture === undefined) throw new Error(`the journey has no picture called ${title}`);
    return picture;
  };
}
