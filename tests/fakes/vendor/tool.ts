/** The vendor's tool as a process, in a folder with roots, keys and a source as a vendor has them. */
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, vi } from 'vitest';
import { temporaryFolder } from '../folder.ts';

// Each command is a process that stretches a passphrase, a second each on a machine that is not busy.
vi.setConfig({ testTimeout: 300_000 });

const tool = join(import.meta.dirname, '../../../build/vendor/vendor.ts');
export const passphrase = 'correct horse battery staple';
export const directoryUrl = 'https://directory.example/directory.jws';

export type Said = { code: number | null; out: string; err: string };
export type Workshop = {
  folder: string;
  /** One command, with the passphrase's file where it takes one. */
  run(command: string, env?: Record<string, string>): Said;
  /** The same, and it must have been done. */
  done(command: string, env?: Record<string, string>): string;
  read(file: string): string;
  write(file: string, text: string): void;
};

const asksForSecret =
  /^(make-root|rotate-root|show-root|make-keys|rotate-key|use-key|retire-key|drop-key|list-keys|export-keys|sign)\b/;

/** `words` are split at spaces: no name in these folders has one. */
export function workshopIn(folder: string, program = [process.execPath, tool]): Workshop {
  const run = (command: string, env: Record<string, string> = {}): Said => {
    const own =
      asksForSecret.test(command) &&
      !command.includes('--passphrase') &&
      !command.includes('pkcs11:');
    const [file = '', ...before] = program;
    const args = [...before, ...command.split(' '), ...(own ? ['--passphrase-file', 'pass'] : [])];
    const { status, stdout, stderr } = spawnSync(file, args, {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C.UTF-8', VENDOR_FOLDER: folder, ...env },
    });
    return { code: status, out: stdout, err: stderr };
  };
  return {
    folder,
    run,
    done(command, env) {
      const said = run(command, env);
      expect(said, `of ${command}`).toMatchObject({ code: 0 });
      return said.out;
    },
    read: (file) => readFileSync(join(folder, file), 'utf8'),
    write: (file, text) => writeFileSync(join(folder, file), text),
  };
}

export const sourceOf = (ids: string[]): string =>
  `days: 30
institutions:${ids
    .map(
      (id) => `
  # what ${id} chose
  - serviceId: "${id}"
    name: { ja: 第${id}信用組合, kana: シンヨウクミアイ, en: Credit Union ${id} }
    issuerUrl: https://otp-${id}.example/issuer
    bankUrl: https://www-${id}.example/
    tel: 0120-000-111
    hours: { ja: "平日", en: "Weekdays" }
    color: "#5b478f"
    mark: 見
    keys: akagi.public.json
    policy:
      passwordLength: { min: 4, max: 8 }
      waitSeconds: 8
      passcodeRequired: false`,
    )
    .join('')}
`;

let once: { directory: string; state: string } | null = null;

/** Signs its source for the first time; for all workshops alike, since a key takes a while to open. */
export function signed({ done, read, write }: Workshop): void {
  if (once === null) {
    done('sign directory.yaml --key present.jwe --first');
    once = { directory: read('directory.jws'), state: read('directory.state.json') };
  }
  write('directory.jws', once.directory);
  write('directory.state.json', once.state);
}

let made: string | null = null;

/** Two roots, an institution's keys, a source of two institutions, and nothing signed yet. */
export function workshop(): Workshop {
  if (made === null) {
    made = temporaryFolder((later) => process.once('exit', later));
    const { done, write } = workshopIn(made);
    write('pass', `${passphrase}\nonly the first line counts\n`);
    done(`make-root present.jwe --directory-url ${directoryUrl}`);
    done('make-root next.jwe');
    done('make-keys akagi.jwe');
    write('directory.yaml', sourceOf(['10010017', '10020025']));
  }
  const folder = temporaryFolder(onTestFinished);
  cpSync(made, folder, { recursive: true });
  return workshopIn(folder);
}

type Lists = { encryptionKeys: { kid: string }[]; signingKeys: { kid: string }[] };
/** What the institution gave to the vendor last. */
export const listsOf = ({ read }: Workshop) => JSON.parse(read('akagi.public.json')) as Lists;
export const kids = (keys: { kid: string }[]) => keys.map(({ kid }) => kid);
