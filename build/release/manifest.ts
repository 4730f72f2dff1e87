/** `release.json`: what a download page needs to know of a release, made from its files. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readArtefactName } from './artefacts.ts';
import type { Artefact } from './artefacts.ts';
import { sha256 } from './sums.ts';

/** As a system's own window names who signed; null where nobody did. */
export type Publisher = { windows: string | null; macos: string | null };

export type Manifest = {
  product: string;
  version: string;
  /** Epoch milliseconds: the date of the commit. */
  releasedAt: number;
  publisher: Publisher;
  /** Whether SHA256SUMS.sig is there. */
  sumsSigned: boolean;
  files: Artefact[];
};

/**
 * Every file of `folder` that customers may get. Throws where there is none, where one is of another version, and where a
 * demo lies beside a release.
 */
export function readArtefacts(folder: string, version: string): Artefact[] {
  const files = readdirSync(folder)
    .toSorted()
    .flatMap((name) => {
      const read = readArtefactName(name);
      if (read === null) return [];
      const { version: own, ...artefact } = read;
      if (own !== version) throw new Error(`${name} is not of version ${version}.`);
      const file = join(folder, name);
      return [{ ...artefact, bytes: statSync(file).size, sha256: sha256(file) }];
    });
  if (files.length === 0) throw new Error(`${folder} holds no file of a release.`);
  if (new Set(files.map(({ demo }) => demo)).size > 1) {
    throw new Error(`${folder} holds files of the demo and of a release.`);
  }
  return files;
}
