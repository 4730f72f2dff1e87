/** Certificates for tests, good and bad, made by openssl: a CA that the tests trust, and one that nobody does. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Certificate = { cert: string; key: string };
export type TestCa = ReturnType<typeof createTestCa>;

const day = 24 * 60 * 60 * 1000;

/** 20261123000000Z */
const opensslDate = (at: number) => new Date(at).toISOString().replace(/[-:T]|\.\d+/g, '');

export function createTestCa(folder: string) {
  let count = 0;
  const openssl = (...args: string[]) =>
    execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');

  function makeKey(name: string): void {
    openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', `${name}.key`);
  }

  function makeCa(name: string): void {
    makeKey(name);
    const subject = ['-subj', `/CN=Test CA ${name}`, '-days', '3650'];
    openssl('req', '-x509', '-new', '-key', `${name}.key`, '-out', `${name}.crt`, ...subject);
  }

  makeCa('trusted');
  makeCa('unknown');

  return {
    /** To be trusted by whoever tests. */
    certificate: read('trusted.crt'),
    path: join(folder, 'trusted.crt'),

    issue(
      options: {
        by?: 'trusted' | 'unknown' | 'itself';
        names?: string;
        from?: number;
        until?: number;
      } = {},
    ): Certificate {
      const { by = 'trusted', names = 'IP:127.0.0.1,DNS:localhost' } = options;
      const { from = Date.now() - day, until = Date.now() + 30 * day } = options;
      const name = `leaf-${(count += 1)}`;
      makeKey(name);
      writeFileSync(
        join(folder, `${name}.cnf`),
        [
          '[ca]\ndefault_ca=it\n[it]\nnew_certs_dir=.\ndefault_md=sha256\npolicy=any',
          `database=${name}.txt\nserial=${name}.srl\n[any]\ncommonName=optional\n[ext]`,
          `subjectAltName=${names}\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth,clientAuth\n`,
        ].join('\n'),
      );
      writeFileSync(join(folder, `${name}.txt`), '');
      writeFileSync(join(folder, `${name}.srl`), randomBytes(8).toString('hex'));
      openssl('req', '-new', '-key', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
      const signer =
        by === 'itself'
          ? ['-selfsign', '-keyfile', `${name}.key`]
          : ['-cert', `${by}.crt`, '-keyfile', `${by}.key`];
      const dates = ['-startdate', opensslDate(from), '-enddate', opensslDate(until)];
      const files = ['-in', `${name}.csr`, '-out', `${name}.crt`, '-extensions', 'ext'];
      openssl('ca', '-batch', '-config', `${name}.cnf`, ...files, ...signer, ...dates);
      return { cert: read(`${name}.crt`), key: read(`${name}.key`) };
    },
  };
}
