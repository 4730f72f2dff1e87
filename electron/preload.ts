/** What the page gets of the program: one function to call, one to listen. */
import { contextBridge, ipcRenderer, webFrame } from 'electron';
import { callChannel, stateChannel } from '../shared/channels.ts';
import type { Bridge } from '../shared/contract.ts';
import type { State } from '../shared/state.ts';
import { closeDoorsScript } from './closed-doors.ts';

const bridge: Bridge = {
  call: (name, input?: unknown) => ipcRenderer.invoke(callChannel, name, input),
  subscribe(listener) {
    // The event object stays here: it would hand the page `sender` (Electron security guide, item 20).
    const forward = (_event: unknown, state: State) => listener(state);
    ipcRenderer.on(stateChannel, forward);
    return () => {
      ipcRenderer.off(stateChannel, forward);
    };
  },
};

void webFrame.executeJavaScript(closeDoorsScript);
contextBridge.exposeInMainWorld('bridge', bridge);
