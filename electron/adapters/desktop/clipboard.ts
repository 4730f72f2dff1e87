/** Puts a code on the system's clipboard, marked as not for keeping, and takes it away again. */

import { readerOf } from './clipboard-reader.ts';

/** Electron 44 and later. A clipboard is written as a whole, so the marks go with the text or not at all. */
type MarkedClipboard = {
  write(items: object[]): Promise<void>;
  readText(): Promise<string>;
  clear(): void;
};
/** Before Electron 44 there is no way to write text and marks together. */
type PlainClipboard = { writeText(text: string): void; readText(): string; clear(): void };
export type ClipboardItemClass = new (items: Record<string, string | Blob>) => object;

export type CodeClipboard = ReturnType<typeof openClipboard>;

/** `itemClass` is Electron's ClipboardItem where it has one. */
export function openClipboard(
  clipboard: MarkedClipboard | PlainClipboard,
  itemClass: ClipboardItemClass | undefined,
  platform: NodeJS.Platform,
  readText = readerOf(clipboard, itemClass !== undefined, platform),
) {
  let ours: string | null = null;
  let clearing: Promise<void> | null = null;

  async function clearIfThere(text: string): Promise<void> {
    if ((await readText()) === text && ours === null) clipboard.clear();
  }

  return {
    async copy(text: string): Promise<void> {
      if (itemClass !== undefined && 'write' in clipboard) {
        const item = new itemClass({ 'text/plain': text, ...marks(platform) });
        await clipboard.write([item]);
      } else if ('writeText' in clipboard) {
        clipboard.writeText(text);
      }
      ours = text;
    },

    /**
     * Empties the clipboard if what we put there is still there; what was copied since stays. Rejects where
     * that can't be known in time: the code stays there then, dead by its next minute.
     */
    clear(): Promise<void> {
      if (ours !== null) {
        const run = clearIfThere(ours).finally(() => {
          if (clearing === run) clearing = null;
        });
        clearing = run;
        ours = null;
      }
      return clearing ?? Promise.resolve();
    },

    /** Or may hold it: somebody is being asked just now. */
    holdsOurs: (): boolean => ours !== null || clearing !== null,
  };
}

/**
 * What keeps a secret out of clipboard histories: Windows' own and its cloud (Microsoft, Clipboard
 * Formats), the managers of macOS (nspasteboard.org), and KDE's Klipper.
 */
export function marks(platform: NodeJS.Platform): Record<string, string | Blob> {
  const native = (name: string) => `electron application/osclipboard;format="${name}"`;
  const no = () => new Blob([new Uint8Array(4)]);
  if (platform === 'win32') {
    return {
      [native('ExcludeClipboardContentFromMonitorProcessing')]: no(),
      [native('CanIncludeInClipboardHistory')]: no(),
      [native('CanUploadToCloudClipboard')]: no(),
    };
  }
  if (platform === 'darwin') return { [native('org.nspasteboard.ConcealedType')]: '1' };
  return { [native('x-kde-passwordManagerHint')]: 'secret' };
}
