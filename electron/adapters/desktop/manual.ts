/** The customer's manual that came with the app (build/release/manual-files.ts), in the system's own program for PDF. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../../shared/language.ts';
import type { Log } from '../../core/log.ts';

/** `open` as Electron's shell.openPath: it answers with what kept it, or with ''. No other file is ever opened by it. */
export async function openManual(
  resources: string,
  language: Language,
  open: (path: string) => Promise<string>,
  log: Log,
): Promise<'opened' | 'missing' | 'notOpened'> {
  const file = join(resources, `manual.${language}.pdf`);
  if (!existsSync(file)) return 'missing';
  const refusal = await open(file);
  if (refusal === '') return 'opened';
  log('manual-not-opened', new Error(refusal));
  return 'notOpened';
}
