/** The institution's signed time, which every code of every app goes by. */
import { expectCode, expectThat } from '../check.ts';
import type { Check } from '../check.ts';
import { askTime } from '../client/ask.ts';
import type { Answer } from '../client/read-answer.ts';
import type { Kit } from '../kit.ts';

const section = 'Time';
/** Long enough that a clock that stands still shows, whatever the network takes. */
const apartMs = 400;

/** What the server's clock may be ahead by, at least and at most: its time was told between question and answer. */
async function askAhead(kit: Kit): Promise<{ least: number; most: number; answer: Answer }> {
  const answer = expectCode(await askTime(kit), '200');
  const { askedAt, tookMs } = answer.reply;
  const serverTime = Number(answer.payload['serverTime']);
  return { least: serverTime - askedAt - tookMs - 1, most: serverTime - askedAt + 1, answer };
}

export const timeChecks: readonly Check[] = [
  {
    name: 'tells-time',
    section,
    async run(kit) {
      expectCode(await askTime(kit), '200');
    },
  },
  {
    name: 'clock-right',
    section,
    async run(kit) {
      const { least, most } = await askAhead(kit);
      const ms = kit.clockToleranceMs;
      expectThat(least <= ms && most >= -ms, `±${ms} ms`, `${Math.round((least + most) / 2)} ms`);
    },
  },
  {
    name: 'clock-runs',
    section,
    async run(kit) {
      const first = await askAhead(kit);
      await new Promise((resolve) => setTimeout(resolve, apartMs));
      const then = await askAhead(kit);
      // Two spans in which the same number lies: a clock that neither stands nor jumps.
      const agree = then.least <= first.most + 50 && then.most >= first.least - 50;
      const came = Math.round((then.least + then.most - first.least - first.most) / 2);
      expectThat(agree, `+${apartMs} ms`, `+${apartMs + came} ms`);
    },
  },
  {
    name: 'time-no-nonce',
    section,
    async run(kit) {
      expectCode(await askTime(kit, ''), 'bad-request');
    },
  },
  {
    name: 'time-short-nonce',
    section,
    async run(kit) {
      expectCode(await askTime(kit, '?nonce=AAAA'), 'bad-request');
    },
  },
];
