/** The customer's manual as `npm run manual` made it, for the package and for what is published. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const languages = ['ja', 'en'] as const;

/** Made in this project, or wherever it was brought to. */
const manualFolder = process.env['MANUAL_FOLDER'] ?? join(import.meta.dirname, '../../out/manual');

export type ManualFile = { path: string; name: string };

/**
 * Both languages, or none where no manual was made. Throws where there is one of them alone: whoever reads the other would
 * get an app without its manual.
 */
export function manualFiles(folder = manualFolder): ManualFile[] {
  const files = languages.map((language) => {
    const name = `manual.${language}.pdf`;
    return { path: join(folder, name), name };
  });
  const found = files.filter(({ path }) => existsSync(path));
  if (found.length === 0 || found.length === files.length) return found;
  throw new Error(`${folder} holds the manual in one language alone: npm run manual makes both.`);
}
