/** The brand's terms in Japanese. */
import terms from '#brand/terms.ja.json' with { type: 'json' };
import type { Terms } from '../en/terms.ts';

export const termsJa: Terms = terms;
