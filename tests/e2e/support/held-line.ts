/** A line to the bank on which an answer can be held back after the bank has given it. */
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export type HeldLine = Awaited<ReturnType<typeof openHeldLine>>;

export async function openHeldLine() {
  const line = { target: '', holds: '' };
  const answers: (() => void)[] = [];
  let held: () => void = () => {};
  const isHeld = new Promise<void>((resolve) => {
    held = resolve;
  });
  const server = createServer((incoming, outgoing) => {
    const onward = request(
      new URL(incoming.url ?? '/', line.target),
      { method: incoming.method, headers: incoming.headers },
      (answer) => {
        const pass = () => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          outgoing.end(Buffer.concat(chunks));
        };
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.once('end', () => {
          if (line.holds === '' || incoming.url?.endsWith(line.holds) !== true) return pass();
          answers.push(pass);
          held();
        });
      },
    );
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Where the line leads, once the bank is there. */
    leadTo(target: string): void {
      line.target = target;
    },
    /** From now on no answer to such a path arrives. */
    hold(pathEnd: string): void {
      line.holds = pathEnd;
    },
    /** What was held never arrives. */
    release(): void {
      line.holds = '';
    },
    /** What was held arrives. */
    deliver(): void {
      line.holds = '';
      for (const pass of answers.splice(0)) pass();
    },
    /** The bank has answered, and the answer is held. */
    isHeld,
    async close(): Promise<void> {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
