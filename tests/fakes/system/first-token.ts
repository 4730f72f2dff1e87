/** A service's first token, asked for from within its own network. */
import { join } from 'node:path';
import type { Room } from './room.ts';

const program = join(import.meta.dirname, 'first-token-program.ts');

export type FirstTokenFiles = {
  institutions: string;
  /** As `public-keys` writes them. */
  publicKeys: string;
  /** As `add-client` writes it. */
  clientKey: string;
};

/** What the service says of the first code of a contract's new token. */
export async function firstToken(
  network: Room,
  { institutions, publicKeys, clientKey }: FirstTokenFiles,
  reference: string,
): Promise<string> {
  const files = [institutions, publicKeys, clientKey];
  return (await network.run(process.execPath, program, ...files, reference)).trim();
}
