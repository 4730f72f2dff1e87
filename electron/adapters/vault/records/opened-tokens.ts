/** The tokens' records that were opened: each once for as long as it stands sealed as it is, and as the vault is open. */
import type { TokenDetails } from '../../../core/token.ts';
import type { RecordSeal } from './record-seal.ts';
import type { TokenRow } from './record-shapes.ts';

export function openedTokens(open: (row: TokenRow) => TokenDetails | null) {
  /** By the keys, so that nothing of it is left when the lock has dropped them. */
  const byKeys = new WeakMap<RecordSeal, Map<string, { row: TokenRow; details: TokenDetails }>>();

  const isSame = (one: TokenRow, other: TokenRow) =>
    one.version === other.version && one.state === other.state && one.details.equals(other.details);

  return {
    /** Null if the record can't be opened. */
    detailsOf(keys: RecordSeal, row: TokenRow): TokenDetails | null {
      const known = byKeys.get(keys) ?? new Map<string, { row: TokenRow; details: TokenDetails }>();
      byKeys.set(keys, known);
      const before = known.get(row.id);
      if (before !== undefined && isSame(before.row, row)) return before.details;
      const details = open(row);
      if (details === null) known.delete(row.id);
      else known.set(row.id, { row, details });
      return details;
    },

    /** A token is gone, and what was opened of it goes too. */
    forget: (keys: RecordSeal): boolean => byKeys.delete(keys),
  };
}
