/** 「読み上げ」: what the system's voice is given to say, and what it never says. */
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { announce, codeOf, press, test } from '../support/page.ts';

type Spoken = { text: string; rate: number };

/** A voice that is heard by the test alone, and finishes when it is told to. */
async function giveVoice(page: Page, langs: string[], localService = true): Promise<void> {
  await page.evaluate(
    ({ names, isLocal }) => {
      const spoken: Spoken[] = [];
      let queue: SpeechSynthesisUtterance[] = [];
      const fake = {
        getVoices: () =>
          names.map((lang) => ({ lang, localService: isLocal, default: false, name: lang })),
        speak(utterance: SpeechSynthesisUtterance) {
          spoken.push({ text: utterance.text, rate: utterance.rate });
          queue.push(utterance);
        },
        cancel() {
          queue = [];
        },
        addEventListener: () => undefined,
        removeEventListener: () => undefined,
      };
      class Utterance extends EventTarget {
        text: string;
        rate = 1;
        constructor(text: string) {
          super();
          this.text = text;
        }
      }
      Object.defineProperty(window, 'speechSynthesis', { value: fake });
      Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Utterance });
      Object.assign(window, {
        spoken,
        finish() {
          const ended = queue;
          queue = [];
          for (const utterance of ended) utterance.dispatchEvent(new Event('end'));
        },
        queued: () => queue.length,
      });
    },
    { names: langs, isLocal: localService },
  );
}

type WithVoice = { spoken: Spoken[]; finish: () => void; queued: () => number };
const spoken = (page: Page) => page.evaluate(() => (window as unknown as WithVoice).spoken);
const finish = (page: Page) => page.evaluate(() => (window as unknown as WithVoice).finish());
const queued = (page: Page) => page.evaluate(() => (window as unknown as WithVoice).queued());

const groups = ['よん、きゅう、に', 'ゼロ、さん、きゅう'];

test('the code is read digit by digit, in its groups', async ({ open }) => {
  const page = await open(codeOf(42));
  await giveVoice(page, ['en-US', 'ja-JP']);
  await press(page, '読み上げ');
  await expect.poll(async () => (await spoken(page)).map(({ text }) => text)).toEqual(groups);
  await expect(page.getByRole('button', { name: '止める' })).toBeVisible();
  await finish(page);
  await expect(page.getByRole('button', { name: '読み上げ' })).toBeVisible();
});

test('it can be read slowly, and again and again until it is stopped', async ({ open }) => {
  const page = await open(codeOf(42));
  await giveVoice(page, ['ja-JP']);
  await press(page, '読み上げ');
  await expect.poll(async () => (await spoken(page)).length).toBe(2);
  const [usual] = await spoken(page);
  await page.getByLabel('ゆっくり').check();
  await page.getByLabel('くり返す').check();
  await finish(page);
  await expect.poll(async () => (await spoken(page)).length).toBe(4);
  expect((await spoken(page))[2]?.rate).toBeLessThan(usual?.rate ?? 0);
  await press(page, '止める');
  expect(await queued(page)).toBe(0);
});

test('a code that dies is not read on, and in its last seconds the next one is waited for', async ({
  open,
}) => {
  const page = await open(codeOf(42));
  await giveVoice(page, ['ja-JP']);
  await press(page, '読み上げ');
  await expect.poll(() => queued(page)).toBe(2);
  await announce(page, codeOf(6, {}, '118204'));
  await expect.poll(() => queued(page)).toBe(0);
  await press(page, '読み上げ');
  await expect(page.getByText('次の番号になったら読み上げます')).toBeVisible();
  expect(await queued(page)).toBe(0);
  await announce(page, codeOf(60, {}, '507713'));
  await expect
    .poll(async () => (await spoken(page)).slice(2).map(({ text }) => text))
    .toEqual(['ご、ゼロ、なな', 'なな、いち、さん']);
});

for (const [what, langs, localService] of [
  ['no voice at all', [], true],
  ['an English voice alone', ['en-US'], true],
  ['a voice that would be told the code over the network', ['ja-JP'], false],
] as [string, string[], boolean][]) {
  test(`a PC with ${what} says so on screen`, async ({ open }) => {
    const page = await open(codeOf(42));
    await giveVoice(page, langs, localService);
    await press(page, '読み上げ');
    await expect(page.getByText('日本語の声が入っていない')).toBeVisible();
    expect(await spoken(page)).toEqual([]);
  });
}
