/** What a build was made for, decided when it is made (build/targets.ts). */
import type { NamedKey } from '../shared/protocol.ts';

declare const __FLAVOUR__: 'demo' | 'release';
declare const __DIRECTORY_ROOTS__: NamedKey[];
declare const __DIRECTORY_URL__: string;

/** A release knows no demo root, talks https alone and takes no switch. */
export const isRelease = __FLAVOUR__ === 'release';

/** The vendor's public keys, present and next, that the directory of institutions is signed with. */
export const directoryRoots = __DIRECTORY_ROOTS__;

/** Where a newer directory is; in a demo, wherever the reference bank listens. */
export const directoryUrl = isRelease
  ? __DIRECTORY_URL__
  : (process.env['DESKTOP_TOKEN_DIRECTORY_URL'] ?? __DIRECTORY_URL__);
