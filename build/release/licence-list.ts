/** Which licences may go to customers and institutions: those that ask for no more than their own text. */
import { licenceOf } from './sbom.ts';
import type { Bom } from './sbom.ts';

const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MIT-0',
]);

/** One of several that may be chosen is enough; all of those that are joined are needed. */
export function isAllowed(licence: string): boolean {
  const plain = licence.replaceAll(/[()]/g, '');
  return plain
    .split(' AND ')
    .every((joined) => joined.split(' OR ').some((choice) => allowed.has(choice.trim())));
}

/** Throws with every package whose licence is not in the list. */
export function checkLicences(bom: Bom): void {
  const refused = bom.components.filter((component) => !isAllowed(licenceOf(component)));
  if (refused.length > 0) {
    const list = refused.map((component) => `${component['bom-ref']} (${licenceOf(component)})`);
    throw new Error(`Not a licence of build/release/licence-list.ts: ${list.join(', ')}.`);
  }
}
