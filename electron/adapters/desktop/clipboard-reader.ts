/**
 * What is on the clipboard, without waiting for the program that owns it: that one is asked when its text is read, and it may
 * hang. On X11 the old, synchronous API would keep main standing still for as long (18 s were seen).
 */
import { execFile } from 'node:child_process';
import { inTime } from '../../core/in-time.ts';

/** A program that answers at all answers far sooner. */
const limitMs = 500;

type Clipboard = { readText(): string | Promise<string> };

/**
 * Resolves with the text within half a second; rejects where nobody can say by then what is there.
 * `isAsynchronous`: from Electron 44 the clipboard itself reads without standing still.
 */
export function readerOf(
  clipboard: Clipboard,
  isAsynchronous: boolean,
  platform: NodeJS.Platform,
): () => Promise<string> {
  return platform === 'linux' && !isAsynchronous
    ? readByXclip
    : () => inTime(Promise.resolve(clipboard.readText()), limitMs, noAnswer());
}

/** In a process of its own, which can be ended. */
function readByXclip(): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { timeout: limitMs, killSignal: 'SIGKILL', encoding: 'utf8' } as const;
    execFile('xclip', ['-selection', 'clipboard', '-o'], options, (error, text) => {
      // It ends with 1 where the clipboard is empty.
      if (error === null || error.code === 1) resolve(text);
      else reject(error.code === 'ENOENT' ? noXclip() : noAnswer());
    });
  });
}

/** Their codes are for the log. */
const noXclip = () => Object.assign(new Error('nobody reads it'), { code: 'xclip-missing' });
const noAnswer = () => Object.assign(new Error('its owner hangs'), { code: 'no-answer' });
