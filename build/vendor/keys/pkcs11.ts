/**
 * A root that stays in an HSM, or in a KMS with a PKCS#11 library: OpenSC's `pkcs11-tool` asks it. The library is its
 * maker's machine code, which thus never runs in this process.
 */
import { spawnSync } from 'node:child_process';
import { createHash, createPublicKey } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PublicKey } from '../../../shared/protocol.ts';
import { Fault, Usage, readNeeded } from '../command.ts';
import type { Context } from '../command.ts';
import type { Signer } from './signer.ts';

export const isPkcs11 = (address: string): boolean => address.startsWith('pkcs11:');

type Address = { module: string; token: string; id: string; label: string; pinFile: string | null };

/** RFC 7512 §2.3: `pkcs11:token=…;id=%01;object=…?module-path=…&pin-source=file:…`. */
function readAddress(address: string, { t }: Context): Address {
  const [path = '', query = ''] = address.slice('pkcs11:'.length).split('?');
  const given = new Map<string, string>();
  for (const each of [...path.split(';'), ...query.split('&')].filter((part) => part !== '')) {
    const [name = '', value = ''] = each.split(/=(.*)/s);
    given.set(name, value);
  }
  // A PIN in the command would be in the shell's history and in everybody's list of processes.
  if (given.has('pin-value')) throw new Usage(t.noPinInAddress);
  const text = (name: string) => decoded(given.get(name) ?? '', t);
  const id = idOf(given.get('id') ?? '');
  const module = text('module-path');
  const token = text('token');
  if (module === '' || token === '' || id === '') throw new Usage(t.badPkcs11);
  const source = text('pin-source').replace(/^file:(?!\/\/)/, '');
  const pinFile = source.startsWith('file://') ? fileURLToPath(source) : source;
  return { module, token, id, label: text('object'), pinFile: pinFile === '' ? null : pinFile };
}

function decoded(text: string, t: Context['t']): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new Usage(t.badPkcs11, { cause });
  }
}

/** Bytes, each as itself or as %xx; in hex, as pkcs11-tool takes them. */
function idOf(text: string): string {
  const bytes = text.match(/%[0-9A-Fa-f]{2}|[\w.~-]/g) ?? [];
  if (bytes.join('') !== text) return '';
  return bytes
    .map((each) => (each.startsWith('%') ? each.slice(1) : Buffer.from(each).toString('hex')))
    .join('');
}

export async function openPkcs11(
  text: string,
  context: Context,
  mayMake: boolean,
): Promise<Signer> {
  const { t } = context;
  const address = readAddress(text, context);
  if (!existsSync(address.module)) throw new Fault(t.file.missing(address.module));
  let pin: string | null = null;
  const ask = async () => {
    const { pinFile } = address;
    pin ??=
      pinFile === null
        ? await context.secret(t.askPin(address.token))
        : readNeeded(pinFile, t).toString('utf8').trim();
    return pin;
  };

  async function run(args: string[], input: Buffer | null, logsIn = true): Promise<Buffer> {
    const folder = mkdtempSync(join(tmpdir(), 'vendor-'));
    try {
      const [from, to] = [join(folder, 'in'), join(folder, 'out')];
      if (input !== null) writeFileSync(from, input, { mode: 0o600 });
      const files =
        input === null ? ['--output-file', to] : ['--output-file', to, '--input-file', from];
      const whole = [
        '--module',
        address.module,
        '--token-label',
        address.token,
        '--id',
        address.id,
        ...args,
        ...files,
        ...(logsIn ? ['--login', '--pin', 'env:VENDOR_PIN'] : []),
      ];
      const env = logsIn ? { ...process.env, VENDOR_PIN: await ask() } : process.env;
      const { status, error, stderr } = spawnSync('pkcs11-tool', whole, { env, encoding: 'utf8' });
      if (error !== undefined) throw new Fault(t.noPkcs11Tool, { cause: error });
      if (status !== 0) throw new Fault(t.hsmSays(saidBy(stderr)));
      return existsSync(to) ? readFileSync(to) : Buffer.alloc(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  const readPublic = async () => run(['--read-object', '--type', 'pubkey'], null, false);
  let spki = await readPublic().catch((error: unknown) => {
    if (!mayMake) throw error;
    return null;
  });
  if (spki === null || (mayMake && spki.length === 0)) {
    const label = address.label === '' ? [] : ['--label', address.label];
    const kind = ['--keypairgen', '--key-type', 'EC:prime256v1', '--usage-sign', '--sensitive'];
    await run([...kind, ...label], null);
    spki = await readPublic();
  }
  return {
    publicKey: publicKeyOf(spki, t),
    // Not every HSM hashes, and every one that has P-256 signs a hash.
    sign: async (input) => {
      const hash = createHash('sha256').update(input).digest();
      return run(['--sign', '--mechanism', 'ECDSA', '--signature-format', 'rs'], hash);
    },
  };
}

function publicKeyOf(spki: Buffer, t: Context['t']): PublicKey {
  try {
    return PublicKey.parse(
      createPublicKey({ key: spki, format: 'der', type: 'spki' }).export({ format: 'jwk' }),
    );
  } catch (cause) {
    throw new Fault(t.notP256, { cause });
  }
}

/** Its own words, without what it says every time. */
function saidBy(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '' && !/^(Using |Aborting)/.test(line)).join(' ');
}
