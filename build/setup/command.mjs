/** Says what set-up is doing, and runs the programs that it needs without ever looking as if it hung. */
import { spawn, spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { accessSync, constants } from 'node:fs';

/** Thrown where a person has to do something first: its message is for them, without a stack. */
export class SetUpStopped extends Error {}

/**
 * @param {string} ja
 * @param {string} en
 */
export function say(ja, en) {
  console.log(`・${ja}\n  ${en}`);
}

/** @param {string} name */
export function isOnPath(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {string | null} what it printed, or null where it failed or does not exist
 */
export function ask(command, args) {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8', timeout: 20_000 });
  return status === 0 ? stdout.trim() : null;
}

/**
 * Runs a program and keeps its output, which is shown only when it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, progress?: () => string }} [options]
 *   progress: a few words on how far it is, asked for every few seconds
 * @returns {Promise<void>}
 */
export async function run(command, args, options = {}) {
  const startedAt = Date.now();
  const { cwd, env, timeoutMs, progress = () => '' } = options;
  const child = spawn(command, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    // npm is a command file on Windows.
    shell: process.platform === 'win32' && command === 'npm',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output = (output + text).slice(-8000);
    });
  }
  const heartbeat = setInterval(() => {
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    console.log(`    … ${seconds} s ${progress()}`);
  }, 5000);
  try {
    const status = await new Promise((resolve, reject) => {
      child.on('error', reject).on('close', (code, signal) => resolve(code ?? signal));
    });
    if (status !== 0) throw new Error(`${command} ${args[0] ?? ''}: ${status}\n${output}`);
  } finally {
    clearInterval(heartbeat);
  }
}
