/** One way in which an issuing server can be wrong. Its name in the table says what it changes. */
import type { CheckName } from '../../../build/conformance/text/checks-ja.ts';
import type { Deeds, Settings } from '../../../build/conformance/kit.ts';
import type { Exchange } from './wrong-issuer.ts';

export type Mutation = {
  /** The checks that find it, and no others. */
  finds: readonly CheckName[];
  /** Others fail too, for what comes after is built on it. */
  shakes?: true;
  exchange?: Exchange;
  /** What the institution's own side does otherwise. */
  deeds?: (deeds: Deeds) => Deeds;
  /** What the directory has otherwise. */
  settings?: (settings: Settings) => Settings;
};
