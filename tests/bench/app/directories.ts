/** The vendor's list with so many institutions, signed as the reference bank signs its own, and a PC that has learnt it. */
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { CompactSign, importJWK } from 'jose';
import type { JWK } from 'jose';
import { projectFolder } from '../../../build/setup/setup.mjs';
import { Directory, messageType } from '../../../shared/protocol.ts';
import { userDataOf } from '../../e2e/support/launch.ts';
import type { Home } from '../../e2e/support/launch.ts';
import type { Program } from './programs.ts';
import { start } from './run.ts';

export type Directories = Awaited<ReturnType<typeof serveDirectories>>;

/** @param directoryUrl of the bank's own list, whose first institution is in each of them */
export async function serveDirectories(directoryUrl: string, sizes: readonly number[]) {
  const own = await (await fetch(directoryUrl)).text();
  const payload = Buffer.from(own.split('.')[1] ?? '', 'base64url').toString('utf8');
  const list = Directory.parse(JSON.parse(payload));
  const [first] = list.institutions;
  const rootFile = join(projectFolder, '.demo/vendor-root.json');
  const root = JSON.parse(readFileSync(rootFile, 'utf8')) as JWK & { kid: string };
  const signed = new Map<string, string>();
  for (const size of sizes) {
    const others = Array.from({ length: size - 1 }, (_, index) => ({
      ...first,
      serviceId: String(20_000_000 + index),
    }));
    const content = { ...list, seq: list.seq + 1, institutions: [first, ...others] };
    const jws = await new CompactSign(Buffer.from(JSON.stringify(content)))
      .setProtectedHeader({ alg: 'ES256', kid: root.kid, typ: messageType.directory })
      .sign(await importJWK(root, 'ES256'));
    signed.set(`/${size}`, jws);
  }
  const server = createServer(({ url = '' }, response) => response.end(signed.get(url)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const urlOf = (size: number) => `http://127.0.0.1:${port}/${size}`;

  return {
    urlOf,

    /** Lets the app fetch the list in this home, and keep what it needs of it. */
    async teach(program: Program, home: Home, size: number): Promise<void> {
      const [copy, vault] = ['directory.jws', 'vault.db'].map((name) =>
        join(userDataOf(home), name),
      ) as [string, string];
      const running = await start(program, home, { directoryUrl: urlOf(size) });
      const isKept = () =>
        existsSync(copy) &&
        readFileSync(copy, 'utf8') === signed.get(`/${size}`) &&
        statSync(vault).mtimeMs >= statSync(copy).mtimeMs;
      await expect.poll(isKept, { timeout: 60_000 }).toBe(true);
      await running.end();
    },

    end: () => server.close(),
  };
}
