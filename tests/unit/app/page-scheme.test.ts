/** app://bundle: who is our page, and what can be had from its folder. */
import type { IpcMainInvokeEvent, Protocol, ProtocolRequest } from 'electron';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  contentSecurityPolicy,
  isOurPage,
  pageAnswer,
  servePage,
} from '../../../electron/adapters/desktop/page.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

type Event = Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>;

/** A call from the main frame of a page at this address, or from another frame within it. */
function callFrom(url: string, options: { isMainFrame: boolean } = { isMainFrame: true }): Event {
  const frame = { url };
  const mainFrame = options.isMainFrame ? frame : { url: 'app://bundle/index.html' };
  return { senderFrame: frame, sender: { mainFrame } } as Event;
}

test('the main frame of app://bundle is our page', () => {
  expect(isOurPage(callFrom('app://bundle/index.html'))).toBe(true);
});

test('a frame within our page is not', () => {
  expect(isOurPage(callFrom('app://bundle/index.html', { isMainFrame: false }))).toBe(false);
});

test('a frame that is gone is not', () => {
  const event = callFrom('app://bundle/index.html');
  expect(isOurPage({ ...event, senderFrame: null })).toBe(false);
});

test.each([
  'app://bundle.evil.example/index.html',
  'app://bundle@evil.example/',
  'https://bundle/index.html',
  'file:///app/index.html',
  'data:text/html,app://bundle',
  'about:blank',
])('%s is not our page', (url) => {
  expect(isOurPage(callFrom(url))).toBe(false);
});

function folderWithPage(): string {
  const folder = join(temporaryFolder(), 'page');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets', 'page.js'), '');
  writeFileSync(join(folder, '..', 'secret.html'), 'outside');
  writeFileSync(join(folder, 'notes.txt'), 'not a page');
  return folder;
}

test('the page and its files are served with the policy that lets nothing else in', () => {
  const folder = folderWithPage();
  const page = pageAnswer(folder, 'app://bundle/index.html');
  expect(page.statusCode).toBe(200);
  expect(page.headers['content-security-policy']).toBe(contentSecurityPolicy);
  expect(contentSecurityPolicy).not.toContain('unsafe');
  expect(pageAnswer(folder, 'app://bundle/assets/page.js').statusCode).toBe(200);
});

test('an Electron of either kind gives the page the same answer', async () => {
  const folder = folderWithPage();
  const url = 'app://bundle/index.html';
  const expected = pageAnswer(folder, url);

  let handled: ((request: Request) => Response | Promise<Response>) | undefined;
  servePage({ handle: (_scheme, handler) => (handled = handler) }, folder);
  const response = await handled?.(new Request(url));
  expect(response?.status).toBe(200);
  expect(Object.fromEntries(response?.headers ?? [])).toEqual(expected.headers);
  expect(await response?.text()).toBe(expected.data.toString());

  const answers: unknown[] = [];
  const registerBufferProtocol: Protocol['registerBufferProtocol'] = (_scheme, handler) => {
    handler({ url } as ProtocolRequest, (answer) => answers.push(answer));
    return true;
  };
  servePage({ handle: () => expect.unreachable(), registerBufferProtocol }, folder);
  expect(answers).toEqual([expected]);
});

test.each([
  'app://bundle/../secret.html',
  'app://bundle/..%2fsecret.html',
  'app://bundle/%2e%2e/secret.html',
  'app://bundle/..%5csecret.html',
  'app://bundle/assets/../../secret.html',
  'app://bundle//../secret.html',
  'app://bundle/index.html%00.js',
  'app://bundle/%',
  'app://bundle/notes.txt',
  'app://bundle/missing.html',
  'app://bundle/',
  'app://elsewhere/index.html',
])('%s is not found', (url) => {
  expect(pageAnswer(folderWithPage(), url).statusCode).toBe(404);
});
