/** What is known of an institution: the one shape from which each side takes its part. */
import * as z from 'zod';

const Localized = z.object({ ja: z.string(), en: z.string() });

/** What the directory's entry says of it, without the patterns that are asked of an entry (protocol.ts). */
export const ListedFacts = z.object({
  serviceId: z.string(),
  name: Localized,
  issuerUrl: z.string(),
  /** The address of its internet banking, for the eye and for the system's browser. */
  bankUrl: z.string(),
  tel: z.string(),
  hours: Localized,
  color: z.string(),
  mark: z.string(),
  logo: z.object({ type: z.string(), data: z.string() }).exactOptional(),
});

/**
 * As much of the entry as a token needs offline, what it needs of the policy included. It stays in the
 * vault as it was listed on the day, so no pattern of today is asked of it.
 */
export const InstitutionFacts = ListedFacts.extend({
  /** Last seconds of a code in which the app offers to wait for the next. */
  waitSeconds: z.number(),
});
export type InstitutionFacts = z.infer<typeof InstitutionFacts>;
