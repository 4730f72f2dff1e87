/** What comes in that can't be read as a request. Node's own answers to it have no body; here it is answered as all else is. */
import { STATUS_CODES } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

/** Not as RFC 9112 has it, not whole in time, a header beyond the limit; 500 for what nobody has foreseen. */
export type UnreadStatus = 400 | 408 | 431 | 500;

/** Of several in one connection the answers go out in their order (RFC 9112 §9.3.2). */
type Exchange = { request: IncomingMessage; response: ServerResponse };

/** What is said at an address, whatever it was. */
export type Unread = (status: UnreadStatus) => {
  headers: Readonly<Record<string, string>>;
  body: string;
};

export function unreadResponse(unread: Unread, status: UnreadStatus): Response {
  const { headers, body } = unread(status);
  return new Response(body, { status, headers: { ...headers, connection: 'close' } });
}

/** The connection is closed then: where the next request in it would begin nobody knows. */
export function answerUnread(server: Server, unread: Unread): void {
  const underWay = new WeakMap<object, Exchange[]>();
  const answered = new WeakSet<object>();
  server.on('request', (request, response) => {
    const before = (underWay.get(request.socket) ?? []).filter((each) => !isOver(each));
    underWay.set(request.socket, [...before, { request, response }]);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // More of the same comes in while the answer goes out.
    if (answered.has(socket)) return;
    const status = statusOf(error.code ?? '');
    const canBeTold =
      socket instanceof Socket && socket.writable && !underWay.get(socket)?.some(isAnswering);
    if (status === null || !canBeTold) {
      socket.destroy();
      return;
    }
    answered.add(socket);
    socket.write(asText(status, unread));
    socket.destroySoon();
  });
}

function statusOf(code: string): UnreadStatus | null {
  if (code === 'HPE_HEADER_OVERFLOW') return 431;
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 408;
  // Anything else is of the connection or of TLS.
  return code.startsWith('HPE_') ? 400 : null;
}

/** One that came whole, and whose answer is out. */
const isOver = ({ request, response }: Exchange) => request.complete && response.writableFinished;

/** What is written then would stand in the answer of one of them, or be taken for it. */
const isAnswering = (each: Exchange): boolean =>
  !isOver(each) && (each.request.complete || each.response.headersSent);

function asText(status: UnreadStatus, unread: Unread): string {
  const { headers, body } = unread(status);
  const lines = Object.entries({
    ...headers,
    date: new Date().toUTCString(),
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`;
}
