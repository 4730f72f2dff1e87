/** A program that is killed some time after its first word. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { compiled } from './scratch.ts';

/** Returns all that it said. */
export async function killed(program: string[], afterMs: number): Promise<string> {
  const child = spawn(process.execPath, program, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...compiled },
  });
  let output = '';
  const ended = once(child, 'close');
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => {
    output += text;
  });
  await once(child.stdout, 'data');
  await setTimeout(afterMs);
  child.kill('SIGKILL');
  await ended;
  return output;
}
