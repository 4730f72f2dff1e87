/** HTML to PDF: A4, numbered pages, fonts within it, tagged for screen readers, and a table of contents that knows its pages. */
import { writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import type { Browser } from '@playwright/test';

const pageNumber =
  '<p style="width:100%;font-size:9pt;text-align:center"><span class="pageNumber"></span> / <span class="totalPages"></span></p>';

/** Prints an HTML file. Pictures beside it are taken from its folder. */
export async function printPdf(browser: Browser, htmlFile: string, pdfFile: string): Promise<void> {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(htmlFile).href, { waitUntil: 'load' });
  const pdf = await page.pdf({
    preferCSSPageSize: true,
    printBackground: true,
    displayHeaderFooter: true,
    headerTemplate: '<span></span>',
    footerTemplate: pageNumber,
    tagged: true,
    outline: true,
  });
  await page.close();
  writeFileSync(pdfFile, pdf);
}

/** The page on which each anchor stands, counted from 1, as poppler's pdfinfo tells it. */
export function pagesOf(pdfFile: string): Map<string, number> {
  const { stdout, status, error } = spawnSync('pdfinfo', ['-dests', pdfFile], { encoding: 'utf8' });
  if (status !== 0) throw new Error('pdfinfo could not read the manual', { cause: error });
  const found = stdout.matchAll(/^\s*(\d+) \[.*\] "(.+)"$/gm);
  return new Map([...found].map(([, page = '', name = '']) => [name, Number(page)]));
}
