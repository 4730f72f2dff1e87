/** 100,000 codes beside Debian's `oathtool`, a program that shares no line with ours. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { hotp, totp } from '../../../electron/core/otp.ts';

const run = promisify(execFile);

/** Random but the same in every run. */
function random(seed: string, bytes: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(bytes / 64) }, (_, index) =>
    createHash('sha512').update(`${seed}|${index}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, bytes);
}

const codesPerSecret = 100;

async function oathtool(...args: string[]): Promise<string[]> {
  const { stdout } = await run('oathtool', ['-w', String(codesPerSecret - 1), ...args]);
  return stdout.trim().split('\n');
}

/** Starts two programs at a time. */
async function compare(secrets: number, one: (index: number) => Promise<number>): Promise<number> {
  let same = 0;
  let next = 0;
  const worker = async () => {
    while (next < secrets) {
      next += 1;
      const agreed = await one(next);
      same += agreed;
    }
  };
  await Promise.all([worker(), worker()]);
  return same;
}

test('TOTP of 60 seconds agrees in 60,000 cases, all hashes and 6 to 8 digits', async () => {
  const same = await compare(600, async (index) => {
    const algorithm = (['SHA1', 'SHA256', 'SHA512'] as const)[index % 3] ?? 'SHA1';
    const digits = 6 + (Math.floor(index / 3) % 3);
    const length = 16 + ((random(`length ${index}`, 1)[0] ?? 0) % 49);
    const secret = random(`secret ${index}`, length);
    // Up to the year 2500, past 2^32 seconds and past 2^31 in 2038.
    const seconds = random(`time ${index}`, 6).readUIntBE(0, 6) % 16_725_225_600;
    const lines = await oathtool(
      `--totp=${algorithm}`,
      '-s',
      '60s',
      '-N',
      `@${seconds}`,
      '-d',
      String(digits),
      secret.toString('hex'),
    );
    const own = Array.from({ length: codesPerSecret }, (_, step) =>
      totp(secret, (seconds + step * 60) * 1000, { algorithm, digits, periodSeconds: 60 }),
    );
    expect(lines).toEqual(own);
    return own.length;
  });
  expect(same).toBe(60_000);
}, 600_000);

test('HOTP agrees in 40,000 cases, counters past 2^32 among them', async () => {
  const same = await compare(400, async (index) => {
    const digits = 6 + (index % 3);
    const secret = random(`hotp secret ${index}`, 20);
    const counter = random(`counter ${index}`, 6).readUIntBE(0, 6) % 2 ** (index % 2 ? 20 : 45);
    const lines = await oathtool(
      '--hotp',
      '-c',
      String(counter),
      '-d',
      String(digits),
      secret.toString('hex'),
    );
    const own = Array.from({ length: codesPerSecret }, (_, step) =>
      hotp(secret, counter + step, { algorithm: 'SHA1', digits }),
    );
    expect(lines).toEqual(own);
    return own.length;
  });
  expect(same).toBe(40_000);
}, 600_000);
