/** What is known of an institution: the one shape from which each side takes its part. */
import * as z from 'zod';

const Localized = z.object({ ja: z.string(), en: z.string() });

/**
 * As much of the directory's entry as a token needs offline. It stays in the vault as it was listed
 * on the day, so no pattern of today is asked of it; the entry itself (protocol.ts) adds them.
 */
export const InstitutionFacts = z.object({
  serviceId: z.string(),
  name: Localized,
  issuerUrl: z.string(),
  /** The address of its internet banking, for the eye and for the system's browser. */
  bankUrl: z.string(),
  tel: z.string(),
  hours: Localized,
  color: z.string(),
  mark: z.string(),
  /** Last seconds of a code in which the app offers to wait for the next. */
  waitSeconds: z.number(),
});
export type InstitutionFacts = z.infer<typeof InstitutionFacts>;
