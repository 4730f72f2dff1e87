/** The blocks of the worked example in docs/activation-protocol.md. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const docs = join(import.meta.dirname, '../../docs');
export const document = readFileSync(join(docs, 'activation-protocol.md'), 'utf8');

export type Jwk = { kty: 'EC'; crv: 'P-256'; x: string; y: string; d: string; kid: string };

function block(kind: 'json' | 'text', name: string): string {
  const found = new RegExp(`\`\`\`${kind} ${name}\n([^]*?)\n\`\`\``).exec(document);
  if (found?.[1] === undefined) throw new Error(`no block ${name}`);
  return found[1];
}

/** A message as it was sent: the line breaks are the document's. */
export const text = (name: string): string => block('text', name).replaceAll('\n', '');
export const json = (name: string) => JSON.parse(block('json', name)) as Record<string, unknown>;
export const key = (name: string): Jwk => json(name) as Jwk;
