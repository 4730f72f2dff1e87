/** The door between page and main, without Electron: who may call, what is taken, what is let out. */
import type { IpcMainInvokeEvent } from 'electron';
import { expect, test } from 'vitest';
import { announce, answer, openDoor } from '../../../electron/ipc.ts';
import { AppError } from '../../../shared/errors.ts';
import { fakeHandlers } from '../../fakes/app/handlers.ts';
import { sampleView } from '../../fakes/samples.ts';

const id = 'a'.repeat(32);
const quiet = () => 17;

test.each(['', 'unknown', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 7, null, {}])(
  'a call named %j is refused',
  async (name) => {
    expect(await answer(fakeHandlers(), name, undefined, quiet)).toEqual({
      ok: false,
      code: 'bad-request',
      facts: {},
      logNumber: 17,
    });
  },
);

test.each([
  ['a missing field', {}],
  ['no input at all', undefined],
  ['an extra field', { tokenId: id, extra: 1 }],
  ['a wrong type', { tokenId: 7 }],
  ['an ID that is none', { tokenId: 'a' }],
  ['a very long text', { tokenId: 'a'.repeat(100_000) }],
  ['another prototype', JSON.parse(`{"tokenId":"${id}","__proto__":{"x":1}}`) as unknown],
])('input with %s is refused', async (_what, input) => {
  const handlers = fakeHandlers();
  expect(await answer(handlers, 'openToken', input, quiet)).toMatchObject({
    ok: false,
    code: 'bad-request',
  });
  expect(handlers.asked).toEqual([]);
});

test('input where none is wanted is refused', async () => {
  expect(await answer(fakeHandlers(), 'closeToken', { x: 1 }, quiet)).toMatchObject({ ok: false });
});

test('a good call is answered', async () => {
  const handlers = fakeHandlers();
  expect(await answer(handlers, 'openToken', { tokenId: id }, quiet)).toEqual({
    ok: true,
    value: undefined,
  });
  expect(handlers.asked).toEqual(['openToken']);
});

test('a handler that returns a field too many is not let out', async () => {
  const leaking = {
    ...fakeHandlers(),
    activate: () => Promise.resolve({ tokenId: id, secret: 'JBSWY3DPEHPK3PXP' }),
  };
  const input = { serviceId: '1', userId: '1', activationPassword: '1' };
  const reply = await answer(leaking, 'activate', input, quiet);
  expect(reply).toEqual({ ok: false, code: 'internal', facts: {}, logNumber: 17 });
});

test('an error of ours crosses as its code and facts, without its cause', async () => {
  const failing = {
    ...fakeHandlers(),
    closeToken: () => {
      throw new AppError('wrong-credentials', {
        cause: new Error('a path and a secret'),
        facts: { triesLeft: 3 },
      });
    },
  };
  expect(await answer(failing, 'closeToken', undefined, quiet)).toEqual({
    ok: false,
    code: 'wrong-credentials',
    facts: { triesLeft: 3 },
  });
});

test('any other error crosses as E900 with the number of its log line', async () => {
  const failing = {
    ...fakeHandlers(),
    closeToken: () => {
      throw new TypeError('a path and a secret');
    },
  };
  expect(await answer(failing, 'closeToken', undefined, quiet)).toEqual({
    ok: false,
    code: 'internal',
    facts: {},
    logNumber: 17,
  });
});

test('a caller that is not our page reaches no handler', async () => {
  const handlers = fakeHandlers();
  type Listener = (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown;
  const listeners: Listener[] = [];
  openDoor({
    ipcMain: { handle: (_channel, listener) => listeners.push(listener) },
    isOurPage: () => false,
    handlers,
    log: quiet,
  });
  const event = { senderFrame: null } as IpcMainInvokeEvent;
  expect(await listeners[0]?.(event, 'closeToken', undefined)).toMatchObject({
    ok: false,
    code: 'bad-request',
  });
  expect(listeners).toHaveLength(1);
  expect(handlers.asked).toEqual([]);
});

test('a state is told whole; one with a field too many is logged and not told, and stops nobody', () => {
  const sent: unknown[] = [];
  const logged: string[] = [];
  const page = {
    isDestroyed: () => false,
    send: (_channel: string, state: unknown) => sent.push(state),
  };
  const log = (event: string) => logged.push(event);
  const state = { status: 'starting' as const, view: sampleView };
  announce(page, state, log);
  announce(page, { ...state, secret: 'JBSWY3DPEHPK3PXP' } as typeof state, log);
  announce({ ...page, isDestroyed: () => true }, state, log);
  expect(sent).toEqual([state]);
  expect(logged).toEqual(['bad-state']);
});
