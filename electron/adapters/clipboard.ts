/** Puts a code on the system's clipboard. */
import type { Clipboard } from 'electron';

/** Electron 44 made `writeText` asynchronous; older ones answer nothing. */
export function openClipboard(clipboard: Pick<Clipboard, 'writeText'>) {
  return async function copy(text: string): Promise<void> {
    await clipboard.writeText(text);
  };
}
