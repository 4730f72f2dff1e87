/** FreeRADIUS takes the codes of exported seeds: by its own TOTP, and through PAM by pam_oath (docs/reference-bank.md, "Another validator"). */
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { runOperator } from '../../../bank/operator/operator.ts';
import { totp } from '../../../electron/core/otp.ts';
import type { IssuedToken } from '../../../shared/protocol.ts';
import { testBank, testClock } from '../../fakes/bank/bank.ts';
import { bankCustomer } from '../../fakes/bank/customer.ts';
import { temporaryFolder } from '../../fakes/folder.ts';
import { ownPort } from '../../fakes/port.ts';

const run = promisify(execFile);
const hour = 60 * 60 * 1000;

/** As the app shows it. */
function codeOf(token: IssuedToken, at: number): string {
  const { secret, algorithm, digits, period } = token.otp;
  return totp(Buffer.from(secret, 'base64url'), at, { algorithm, digits, periodSeconds: period });
}

/** The one user's seed, by the way that the document names: the encrypted export, and python-pskc's list of it. */
async function exportedSeed(encoding: 'base32' | 'hex', clock = testClock()) {
  const bank = await testBank({ clock });
  const token = await (await bankCustomer(bank)).becomeUser();
  const folder = temporaryFolder();
  const [file, passphrase] = [join(folder, 'seeds.xml'), join(folder, 'passphrase')];
  writeFileSync(passphrase, 'a passphrase of the branch', { mode: 0o600 });
  const from = ['--passphrase-file', passphrase, '--data', bank.options.dataDir];
  await runOperator(['export-pskc', 'akagi', file, ...from], clock.now);
  const how = ['--columns', 'userid,secret', '--secret-encoding', encoding];
  const { stdout } = await run('pskc2csv', [...how, '--password', passphrase, file]);
  // RFC 6030 has the name as a part of a DN.
  const [, logInId = '', seed = ''] = /^UID=(.+),(\w+)\r?$/m.exec(stdout) ?? [];
  return { token, logInId, seed, now: clock.now };
}

const configuration = (folder: string, port: number) => `
libdir = /usr/lib/freeradius
logdir = ${folder}
security {
  reject_delay = 0
}
client branch {
  ipaddr = 127.0.0.1
  secret = testing123
}
modules {
  files {
    filename = ${join(folder, 'users')}
  }
  totp {
  }
  pam {
    pam_auth = otp
  }
}
server default {
  listen {
    type = auth
    ipaddr = 127.0.0.1
    port = ${port}
  }
  authorize {
    files
    update request {
      &TOTP-Password := &User-Password
    }
  }
  authenticate {
    Auth-Type totp {
      totp
    }
    Auth-Type pam {
      pam
    }
  }
}
`;

/** A server of the test's own, by its own configuration, which needs no rights. `users` is its file of them; `before` starts it. */
async function startRadius(users: string, before: string[] = [], env: NodeJS.ProcessEnv = {}) {
  const folder = temporaryFolder();
  const port = await ownPort();
  writeFileSync(join(folder, 'users'), `${users}\n`);
  writeFileSync(join(folder, 'radiusd.conf'), configuration(folder, port));
  const server = ['/usr/sbin/freeradius', '-f', '-s', '-l', 'stdout', '-d', folder];
  const [program = '', ...args] = [...before, ...server];
  const radius = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(radius, 'exit');
  onTestFinished(async () => {
    radius.kill('SIGKILL');
    await ended;
  });
  let log = '';
  radius.stdout.on('data', (chunk: Buffer) => void (log += chunk.toString('utf8')));
  await expect.poll(() => log).toContain('Ready to process requests');
  return {
    /** What the server answers to a log-in ID and a code. */
    async ask(logInId: string, code: string): Promise<string | undefined> {
      const asked = run('radclient', [`127.0.0.1:${port}`, 'auth', 'testing123']);
      asked.child.stdin?.end(`User-Name = "${logInId}", User-Password = "${code}"\n`);
      // It fails for a rejection as well as where there is no answer.
      const { stdout } = await asked.catch((error: unknown) => error as { stdout: string });
      return /Received (\S+)/.exec(stdout)?.[1];
    },
  };
}

/**
 * A clock that stands still at half of `at`. Debian 12's FreeRADIUS knows steps of 30 seconds alone: by that clock
 * they are the 60 seconds of ours, and all else of its TOTP is as it is.
 */
function halvedClock(at: number): NodeJS.ProcessEnv {
  const library = join(temporaryFolder(), 'clock.so');
  const source = join(import.meta.dirname, 'freeradius-clock.c');
  execFileSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, source]);
  return { LD_PRELOAD: library, FREERADIUS_CLOCK: String(Math.floor(at / 2000)) };
}

it('FreeRADIUS accepts a code of the app by its own TOTP, and rejects one of another time', async () => {
  const { token, logInId, seed, now } = await exportedSeed('base32');
  expect(logInId).toBe('akagi001');
  const users = `${logInId} Auth-Type := totp, TOTP-Secret := "${seed}"`;
  const radius = await startRadius(users, [], halvedClock(now()));
  expect(await radius.ask(logInId, codeOf(token, now()))).toBe('Access-Accept');
  expect(await radius.ask(logInId, codeOf(token, now() - hour))).toBe('Access-Reject');
  expect(await radius.ask('akagi002', codeOf(token, now()))).toBe('Access-Reject');
});

it('FreeRADIUS with pam_oath accepts a code of the app once, and rejects one of another time', async () => {
  // pam_oath looks at the real clock.
  const { token, logInId, seed } = await exportedSeed('hex', testClock(Date.now()));
  const folder = temporaryFolder();
  const [services, oath] = [join(folder, 'pam.d'), join(folder, 'users.oath')];
  mkdirSync(services);
  const rule = `pam_oath.so usersfile=${oath} window=5 digits=6`;
  writeFileSync(join(services, 'otp'), `auth required ${rule}\naccount required pam_permit.so\n`);
  writeFileSync(oath, `HOTP/T60/6 ${logInId} - ${seed}\n`, { mode: 0o600 });
  // PAM reads its services from /etc/pam.d alone: this server sees the test's own there.
  const script = 'mount --bind "$0" /etc/pam.d && exec "$@"';
  const inside = ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c', script, services];
  const radius = await startRadius(`${logInId} Auth-Type := pam`, inside);
  expect(await radius.ask(logInId, codeOf(token, Date.now() - hour))).toBe('Access-Reject');
  const code = codeOf(token, Date.now());
  expect(await radius.ask(logInId, code)).toBe('Access-Accept');
  expect(await radius.ask(logInId, code)).toBe('Access-Reject');
});
