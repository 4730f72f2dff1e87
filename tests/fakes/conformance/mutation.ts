/** One way in which an issuing server can be wrong. Its name in the table says what it changes. */
import type { Subject } from '../../../build/conformance/checks/all.ts';
import type { CheckName } from '../../../build/conformance/text/checks-ja.ts';
import type { Deeds, Settings } from '../../../build/conformance/kit.ts';
import type { Exchange } from './wrong-issuer.ts';

export type Mutation = {
  /** The checks that find it, and no others. */
  finds: readonly CheckName[];
  /** Where it can be seen at all, and not everywhere: the other checks are left out, for the time they take. */
  among?: readonly Subject[];
  /** Others fail too, for what comes after is built on it. */
  shakes?: true;
  exchange?: Exchange;
  /** What the institution's own side does otherwise. */
  deeds?: (deeds: Deeds) => Deeds;
  /** What the directory has otherwise. */
  settings?: (settings: Settings) => Settings;
};
