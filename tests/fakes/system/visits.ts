/** A service's first token, and its branch's page, asked for from within their own network. */
import { join } from 'node:path';
import type { Room } from './room.ts';

const program = (name: string) => join(import.meta.dirname, name);

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
  return (
    await network.run(process.execPath, program('first-token-program.ts'), ...files, reference)
  ).trim();
}

/** What the branch's page says of a contract to somebody of its staff. */
export function branchVisit(
  network: Room,
  { id, password, reference }: { id: string; password: string; reference: string },
): Promise<string> {
  return network.run(process.execPath, program('branch-visit-program.ts'), id, password, reference);
}
