/** The kit as a process, with settings whose command reaches the deeds of this process. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { deedNames } from '../../../build/conformance/kit.ts';
import type { DeedAsked, DeedName, Deeds } from '../../../build/conformance/kit.ts';
import { temporaryFolder } from '../folder.ts';
import type { Bench } from './issuer.ts';

const kit = join(import.meta.dirname, '../../../build/conformance/conformance.ts');

export type Said = { code: number | null; out: string; err: string };
export type Command = {
  folder: string;
  run(...args: string[]): Promise<Said>;
  /** In a group of its own, as a terminal has it. */
  start(...args: string[]): { child: ChildProcess; ended: Promise<Said> };
  write(name: string, value: unknown): string;
  read(name: string): string;
};

/** `program` is the kit, from the checkout or built; `env` is added to ours. */
export function conformanceCommand(
  program = kit,
  folder = temporaryFolder(),
  env: Record<string, string> = {},
): Command {
  const at = (name: string) => join(folder, name);
  const start: Command['start'] = (...args) => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: folder,
      env: { ...process.env, LC_ALL: 'C.UTF-8', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => void (said.out += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => void (said.err += chunk.toString('utf8')));
    const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...said }));
    return { child, ended };
  };
  return {
    folder,
    start,
    run: (...args) => start(...args).ended,
    write(name, value) {
      writeFileSync(at(name), typeof value === 'string' ? value : JSON.stringify(value));
      return at(name);
    },
    read: (name) => readFileSync(at(name), 'utf8'),
  };
}

/** What an institution's engineer writes: a program that is given a deed's name and JSON, and answers JSON. */
const program = (url: string) => `
import { text } from 'node:stream/consumers';
const answer = await fetch('${url}/' + process.argv.at(-1), { method: 'POST', body: await text(process.stdin) });
process.stdout.write(await answer.text());
`;

/** Writes the settings for a bench, with that program, and says what is in them. */
export async function writeSettings({ write }: Command, { settings }: Bench): Promise<object> {
  const { serviceId, encryptionKeys, signingKeys } = settings.institution;
  const url = await serveDeeds(settings.deeds);
  const file = {
    serviceId,
    keys: { encryptionKeys, signingKeys },
    command: [process.execPath, write('deeds.mjs', program(url))],
    deeds: ['issue', ...deedNames],
    oldestApp: settings.oldestApp,
  };
  write('settings.json', file);
  return file;
}

async function serveDeeds(deeds: Deeds): Promise<string> {
  const server = createServer((incoming, response) => {
    let text = '';
    incoming.on('data', (chunk: Buffer) => void (text += chunk.toString('utf8')));
    incoming.on('end', () => {
      const name = (incoming.url ?? '').slice(1);
      const asked = JSON.parse(text) as DeedAsked;
      const done = name === 'issue' ? deeds.issue() : deeds.run(name as DeedName, asked);
      done.then(
        (answer) => response.end(JSON.stringify(answer)),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
