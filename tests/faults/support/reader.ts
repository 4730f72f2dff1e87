/** Opens a vault that can't be written to, reads it, tries to change it, and says what came of it. */
import { writeSync } from 'node:fs';
import { AppError } from '../../../shared/errors.ts';
import { contentOf, openIn } from './model.ts';

const vault = await openIn(process.argv[2] ?? '');
let refusal = 'none';
try {
  vault.changeSetting('any', 1);
} catch (error) {
  refusal = error instanceof AppError ? error.code : 'unknown';
}
writeSync(1, JSON.stringify({ content: contentOf(vault), refusal, readOnly: vault.readOnly() }));
vault.close();
