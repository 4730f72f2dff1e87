/** The programs that a run consists of: started together, ended together. */
import { spawn } from 'node:child_process';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

const graceMs = 5000;

export function createChildren() {
  /** @type {ChildProcess[]} */
  const children = [];

  /** @param {ChildProcess} child */
  const isRunning = (child) =>
    child.pid !== undefined && child.exitCode === null && child.signalCode === null;

  /**
   * A child has a process group of its own, so that it ends with everything it started, and so that
   * Ctrl+C reaches this process alone, which then ends them in order.
   * @param {ChildProcess} child
   * @param {NodeJS.Signals} signal
   */
  function send(child, signal) {
    if (!isRunning(child) || child.pid === undefined) return;
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  }

  return {
    /**
     * @param {string} command
     * @param {string[]} args
     * @param {import('node:child_process').SpawnOptions} [options]
     */
    start(command, args, options = {}) {
      const child = spawn(command, args, { ...options, detached: process.platform !== 'win32' });
      children.push(child);
      return child;
    },

    /** For `process.on('exit')`, where nothing can be waited for. */
    endNow() {
      for (const child of children) send(child, 'SIGTERM');
    },

    /** Ends them, the last started first; who does not listen within five seconds is killed. */
    async endAll() {
      for (const child of children.toReversed()) {
        if (!isRunning(child)) continue;
        const ended = new Promise((resolve) => {
          child.once('exit', resolve);
        });
        send(child, 'SIGTERM');
        const timer = setTimeout(() => send(child, 'SIGKILL'), graceMs);
        await ended;
        clearTimeout(timer);
      }
    },
  };
}

/**
 * Waits for the first line of a child's output that matches; the rest is passed on.
 * @param {ChildProcess} child started with stdout as a pipe
 * @param {RegExp} pattern
 * @returns {Promise<string>} its first group
 */
export function lineOf(child, pattern) {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
      const found = pattern.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`ended before it was ready (${code})`)));
  });
}
