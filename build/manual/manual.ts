/** Makes the manual of the journey's pictures: HTML and PDF, Japanese and English, into `out/manual/`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { languages } from '../../shared/language.ts';
import type { Language } from '../../shared/language.ts';
import { readBrand } from '../package/brand.ts';
import { projectFolder } from '../setup/setup.mjs';
import { picturesIn } from './picture.ts';
import { pagesOf, printPdf } from './print.ts';
import { renderManual } from './render.ts';

export const manualFolder = join(projectFolder, 'out/manual');
export const pictureFolder = join(manualFolder, 'pictures');

export type Manual = { language: Language; html: string; pdf: string };

/** Paths of what was made. The pictures must have been taken. */
export async function makeManuals(browser: Browser): Promise<Manual[]> {
  const pictureOf = picturesIn(pictureFolder);
  const style = readFileSync(join(import.meta.dirname, 'manual.css'), 'utf8');
  const { version } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const { productName } = readBrand().names;
  const made: Manual[] = [];
  for (const language of languages) {
    const html = join(manualFolder, `manual.${language}.html`);
    const pdf = join(manualFolder, `manual.${language}.pdf`);
    let pageOf = new Map<string, number>();
    // Twice: its table of contents tells on which pages the chapters came to stand.
    for (let round = 0; round < 2; round += 1) {
      writeFileSync(
        html,
        await renderManual({ language, productName, version, style, pictureOf, pageOf }),
      );
      await printPdf(browser, html, pdf);
      pageOf = pagesOf(pdf);
    }
    made.push({ language, html, pdf });
  }
  return made;
}
