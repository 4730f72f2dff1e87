/** Addresses of the bank that are no institution's: a browser gets a page with a number and both languages, a program a line. */
import { expect, it } from 'vitest';
import { testBank } from '../../fakes/bank/bank.ts';

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

const textOf = (html: string) => html.replaceAll(/<[^>]*>/g, ' ');

it.each([
  ['a wrong path', '/nowhere', 'GET', 404, 'BER003', 'ページが見つかりません', 'Page not found'],
  ['a mail that is gone', '/mailbox/no-such/html', 'GET', 404, 'BER003', 'ページ', 'not found'],
  ['a file that is not there', '/assets/no.js', 'GET', 404, 'BER003', 'ページ', 'not found'],
  ['another method', '/mailbox', 'POST', 405, 'BER004', 'この方法では開けません', 'in this way'],
])('%s is told in both languages', async (_, path, method, status, id, ja, en) => {
  const { url } = await testBank();
  const answer = await fetch(`${url}${path}`, { method, headers: browser });
  const text = textOf(await answer.text());
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([status, 'no-store']);
  for (const part of [`画面ID : ${id}`, ja, en, 'あかぎ信用組合']) expect(text).toContain(part);
  expect(answer.headers.get('allow')).toBe(status === 405 ? 'GET, HEAD' : null);
});

it('while the clock is in doubt a browser reads so there too, and an app gets a line and when to ask again', async () => {
  const bank = await testBank();
  bank.clock.moveBy(-24 * 60 * 60_000);
  const page = await fetch(`${bank.url}/nowhere`, { headers: browser });
  expect([page.status, page.headers.get('retry-after')]).toEqual([503, '60']);
  expect(textOf(await page.text())).toContain('画面ID : BER007');
  const line = await fetch(`${bank.url}/directory.jws`);
  expect([line.status, line.headers.get('retry-after')]).toEqual([503, '60']);
  expect(await line.text()).toBe('503 Service Unavailable');
});

it('what fails inside is a page with a number, and tells nothing of why', async () => {
  const bank = await testBank();
  bank.database.exec('DROP TABLE marks');
  const page = await fetch(`${bank.url}/directory.jws`, { headers: browser });
  const text = textOf(await page.text());
  expect([page.status, text.includes('画面ID : BER006')]).toEqual([500, true]);
  expect(text).not.toContain('marks');
});

it('a program that asks for no page gets a line', async () => {
  const { url } = await testBank();
  const answer = await fetch(`${url}/nowhere`);
  expect([answer.status, await answer.text()]).toEqual([404, '404 Not Found']);
});
