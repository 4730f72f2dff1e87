/** A newer version on its way: killed at each step of the download, and on a disk that is really full. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../fakes/folder.ts';
import { compiled, figure } from './support/scratch.ts';

const bytes = Buffer.alloc(1_500_000, 'a newer version of the app ');
const driver = join(import.meta.dirname, 'support/fetch-driver.ts');

/** A server that knows ranges; what it is asked for is kept. */
async function fileServer() {
  const ranges: (string | undefined)[] = [];
  const server = createServer(({ headers: { range } }, response) => {
    ranges.push(range);
    const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    const is = { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` };
    response.writeHead(from > 0 ? 206 : 200, from > 0 ? is : {}).end(bytes.subarray(from));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/app`;
  const sha512 = createHash('sha512').update(bytes).digest('base64');
  return { ranges, file: JSON.stringify({ url, size: bytes.length, sha512 }) };
}

/** What the program said until its end; beside it the server must go on. */
async function said(command: string, ...args: string[]): Promise<string> {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...compiled },
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  await new Promise((resolve) => child.once('close', resolve));
  return output.trim();
}

/** Dead at the n-th of these calls of the system, where it has as many. */
function killedAt(call: string, step: number, ...program: string[]): Promise<string> {
  const inject = `inject=${call}:signal=SIGKILL:when=${step}`;
  const args = ['-f', '-qq', '-e', `trace=${call}`, '-e', inject, '-o', '/dev/null', '--'];
  return said('strace', ...args, process.execPath, driver, ...program);
}

test(
  'killed at any step of the download, there is no file or the right one, and the next start has it',
  { timeout: 3_600_000 },
  async () => {
    const { file, ranges } = await fileServer();
    let [kills, wentOn] = [0, 0];
    for (const call of ['mkdir', 'write', 'fsync', 'rename']) {
      for (let step = 1; ; step += 1) {
        const path = join(temporaryFolder(), 'update', 'app');
        if ((await killedAt(call, step, file, path)) === 'whole') break;
        kills += 1;
        expect(existsSync(path) ? readFileSync(path).equals(bytes) : true).toBe(true);
        ranges.length = 0;
        expect(await said(process.execPath, driver, file, path)).toBe('whole');
        wentOn += ranges.some((range) => range !== undefined) ? 1 : 0;
        expect(readFileSync(path).equals(bytes)).toBe(true);
        expect(readdirSync(join(path, '..'))).toEqual(['app']);
      }
    }
    figure(`download killed at ${kills} steps, gone on with ${wentOn} times`);
    expect(kills).toBeGreaterThan(4);
    expect(wentOn).toBeGreaterThan(0);
  },
);

test('on a disk that fills up on the way it says so, and leaves nothing there', async () => {
  const { file } = await fileServer();
  const disk = temporaryFolder();
  // More is said to be free than there is.
  const program = `mount -t tmpfs -o size=1024k tmpfs "$1" || exit 75
    "$2" "$3" "$4" "$1/update/app" 1000000000; ls -A "$1/update"; df --output=used "$1" | tail -1`;
  const namespace = ['--user', '--map-root-user', '--mount', 'sh', '-c', program, 'sh'];
  const lines = await said('unshare', ...namespace, disk, process.execPath, driver, file);
  expect(lines.split(/\s+/)).toEqual(['disk-full', '0']);
});
