/** The demo's own directory root: a private P-256 key that stands for the vendor's, made once on this machine. */
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { SetUpStopped } from './command.mjs';
import { nodeOf } from './npm-packages.mjs';

const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Makes the key where there is none yet. Throws a SetUpStopped, which quotes nothing of it, where what is there can’t be used.
 * @param {string} file where it is, or will be, kept (a private JWK with `kid`, mode 0600)
 * @returns {{ kty: string, crv: string, x: string, y: string, kid: string }} its public half
 */
export function ensureDemoRoot(file) {
  if (!existsSync(file)) make(file);
  const root = readRoot(file);
  if (root === null) throw new SetUpStopped(whyUnusable(file));
  const { kty, crv, x, y, kid } = root;
  return { kty, crv, x, y, kid };
}

/**
 * @param {string} file
 * @returns {Record<'kty' | 'crv' | 'x' | 'y' | 'd' | 'kid', string> | null} null where it is none, or can't be read
 */
function readRoot(file) {
  try {
    const root = JSON.parse(readFileSync(file, 'utf8'));
    const numbers = [root.x, root.y, root.d].map(String);
    const isWhole = numbers.every((each) => /^[\w-]{43}$/.test(each));
    const isNamed = typeof root.kid === 'string' && root.kid !== '';
    return root.kty === 'EC' && root.crv === 'P-256' && isWhole && isNamed ? root : null;
  } catch {
    // Said by whyUnusable.
    return null;
  }
}

/**
 * What the bank says of the file, by the rule of all files (bank/service/files/), and what to do. The project's own Node says
 * it: the machine's may read no TypeScript.
 * @param {string} file
 */
function whyUnusable(file) {
  const reader = pathToFileURL(join(projectFolder, 'bank/vendor-root.ts')).href;
  const script = `
    const { readVendorRoot } = await import(${JSON.stringify(reader)});
    for (const language of ['ja', 'en']) {
      try { readVendorRoot(process.argv[1], language); } catch (error) { console.log(error.message); }
    }`;
  const args = ['--input-type=module', '-e', script, '--', file];
  const { stdout } = spawnSync(nodeOf(projectFolder), args, { encoding: 'utf8' });
  return `${stdout.trim()}

このファイルを削除して、もう一度実行してください。鍵は新しく作られ、アプリはその鍵でビルドし直されます。
見本の銀行のデータと、お試し用のアプリのトークンは残ります。
Delete this file and type the same again: a new key is made, and the app built with it.
The sample bank's data and the tokens of the demo's app stay as they are.`;
}

/** @param {string} file */
function make(file) {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = {
    ...privateKey.export({ format: 'jwk' }),
    kid: `demo-${randomBytes(4).toString('hex')}`,
  };
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(jwk), { mode: 0o600 });
  try {
    // A link, unlike a rename, never replaces a key that another process made meanwhile.
    linkSync(draft, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    rmSync(draft);
  }
}
