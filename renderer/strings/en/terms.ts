/** The brand's terms in English. */
import terms from '#brand/terms.en.json' with { type: 'json' };

export type Terms = {
  /** What is said before them; nothing where empty. */
  notice: string;
  /** What matters most of them, a line each. */
  summary: string[];
  articles: { heading: string; text: string }[];
};

export const termsEn: Terms = terms;
