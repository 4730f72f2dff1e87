/** Reads the body of a form, whatever its length, within a bound: a field that is too long is cut and then refused by its name. */
import type { IncomingMessage } from 'node:http';

/** Of a form that people can have filled in. */
export const formLimitBytes = 16 * 1024;
/** Of one that is longer, read to its end: a browser reads no answer before it has sent all it has. */
const readLimitBytes = 16 * 1024 * 1024;
/** Of each field of such a form, encoded: more than any field takes, so that none that was cut passes. */
const fieldLimitBytes = 2048;

/** A form that is long, each field cut; of one that is longer than anything that is read, what stands before that. */
export type CutForm = { text: string; isTooLong: boolean };

export async function readCut(incoming: IncomingMessage): Promise<CutForm> {
  let bytes = 0;
  let field = '';
  let kept = '';
  const keep = () => {
    if (kept.length + field.length < formLimitBytes) kept += `${field}&`;
    field = '';
  };
  // What is left unread must not close the connection by which the answer goes.
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    bytes += (chunk as Buffer).length;
    const [more = '', ...begun] = (chunk as Buffer).toString('latin1').split('&');
    field += more.slice(0, fieldLimitBytes - field.length);
    for (const text of begun) {
      keep();
      field = text.slice(0, fieldLimitBytes);
    }
    if (bytes > readLimitBytes) break;
  }
  keep();
  // What is left of an escape is no text.
  const text = kept.replaceAll(/%[0-9A-F]?(?=&)/gi, '');
  return { text, isTooLong: bytes > readLimitBytes };
}
