/** Whether a wrong password and an unknown user take the same time: pairs, one after the other, by their medians. */
import { Wrong } from '../check.ts';
import { newAttempt, sendAttempt } from '../client/ask.ts';
import type { Issue, Kit } from '../kit.ts';

const pairs = 24;
/** Fewer than the five that end an issue. */
const triesAnIssue = 4;
/** So many of the pairs one way come by chance once in two thousand runs (binomial, both sides). */
const tellingPairs = 21;
/** Less than this nobody tells apart over a network. */
const negligibleMs = 2;

/** Throws a Wrong where the two can be told apart by how long the answer takes. */
export async function compareTimes(
  kit: Kit,
  wrong: (issue: Issue) => Issue,
  unknownUser: () => string,
): Promise<void> {
  const times: { known: number; unknown: number }[] = [];
  let known: Issue = { userId: '', activationPassword: '' };
  let unknown = known;
  for (let pair = -1; pair < pairs; pair += 1) {
    if (pair < 0 || pair % triesAnIssue === 0) {
      known = wrong(await kit.deeds.issue());
      unknown = { ...known, userId: unknownUser() };
    }
    const took = { known: 0, unknown: 0 };
    // Which goes first alternates: the second of two finds everything warm.
    const order =
      pair % 2 === 0 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const);
    for (const which of order) {
      const attempt = newAttempt(kit, which === 'known' ? known : unknown);
      took[which] = (await sendAttempt(kit, attempt)).reply.tookMs;
    }
    // The pair before the first warms the connection.
    if (pair >= 0) times.push(took);
  }
  const differences = times.map((took) => took.known - took.unknown);
  const oneWay = Math.max(
    differences.filter((each) => each > 0).length,
    differences.filter((each) => each < 0).length,
  );
  if (oneWay < tellingPairs || Math.abs(medianOf(differences)) <= negligibleMs) return;
  const medians = [times.map((took) => took.known), times.map((took) => took.unknown)].map((of) =>
    medianOf(of).toFixed(1),
  );
  throw new Wrong(`|Δ| ≤ ${negligibleMs} ms`, `${medians.join(' / ')} ms (${oneWay}/${pairs})`);
}

export function medianOf(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 0 ? (low + high) / 2 : high;
}
