/** The door between page and main: checks who calls, what is asked and what is answered. */
import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import { callChannel, stateChannel } from '../shared/channels.ts';
import { calls } from '../shared/contract.ts';
import { State } from '../shared/state.ts';
import type { CallName, Handlers, Reply } from '../shared/contract.ts';
import { AppError } from '../shared/errors.ts';
import type { Log } from './core/log.ts';

/** The one place where the program listens to a page (Electron security guide, item 17). */
export function openDoor(ports: {
  ipcMain: Pick<IpcMain, 'handle'>;
  isOurPage: (event: IpcMainInvokeEvent) => boolean;
  handlers: Handlers;
  log: Log;
}): void {
  ports.ipcMain.handle(callChannel, (event, name: unknown, input: unknown) => {
    if (!ports.isOurPage(event)) {
      return refuse('bad-request', ports.log('call-from-elsewhere'));
    }
    return answer(ports.handlers, name, input, ports.log);
  });
}

/** Answers one call. Never throws: whatever goes wrong is a code, and its cause goes to the log. */
export async function answer(
  handlers: Handlers,
  name: unknown,
  input: unknown,
  log: Log,
): Promise<Reply<unknown>> {
  if (!isCall(name)) return refuse('bad-request', log('unknown-call'));
  const call = calls[name];
  const parsed = call.input.safeParse(input);
  if (!parsed.success) return refuse('bad-request', log(`bad-input ${name}`));
  try {
    // The compiler can't pair a name's schema with the same name's handler; `Handlers` already has.
    const handle = handlers[name] as (input: unknown) => unknown;
    const value: unknown = await handle(parsed.data);
    const output = call.output.safeParse(value);
    if (!output.success) return refuse('internal', log(`bad-output ${name}`));
    return { ok: true, value: output.data };
  } catch (error) {
    if (error instanceof AppError && error.code !== 'internal') {
      log(`${name} ${error.code}`, error.cause);
      return { ok: false, code: error.code, facts: error.facts };
    }
    return refuse('internal', log(`${name} failed`, error));
  }
}

/** Tells the page the whole state. One that does not fit its schema is logged and not sent. */
export function announce(
  page: Pick<WebContents, 'isDestroyed' | 'send'>,
  state: State,
  log: Log,
): void {
  const checked = State.safeParse(state);
  if (!checked.success) log('bad-state');
  else if (!page.isDestroyed()) page.send(stateChannel, checked.data);
}

function isCall(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(calls, name);
}

function refuse(code: 'bad-request' | 'internal', logNumber: number): Reply<never> {
  return { ok: false, code, facts: {}, logNumber };
}
