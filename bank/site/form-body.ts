/** Reads the body of a form, whatever its length, within a bound: a field that is too long is cut and then refused by its name. */
import type { IncomingMessage } from 'node:http';
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { SiteContext, SiteEnv } from './visit.ts';

/** Of a form that people can have filled in. */
const formLimitBytes = 16 * 1024;
/** Of one that is longer, read to its end: a browser reads no answer before it has sent all it has. */
const readLimitBytes = 16 * 1024 * 1024;
/** Of each field of such a form, encoded: more than any field takes, so that none that was cut passes. */
const fieldLimitBytes = 2048;

/**
 * hono's own limit turns the request into a web stream, which costs more than all else that is done
 * for a small form. Where the length is given beforehand, node:http reads no more than that.
 */
export function formLimit(
  tooLarge: (c: SiteContext) => Response | Promise<Response>,
): MiddlewareHandler<SiteEnv> {
  const limitStream = bodyLimit({
    maxSize: formLimitBytes,
    onError: (c) => tooLarge(c as SiteContext),
  });
  return async (c, next) => {
    const { incoming } = c.env;
    const { 'content-length': length, 'transfer-encoding': encoding } = incoming.headers;
    if (encoding !== undefined) return limitStream(c, next);
    const bytes = Number(length ?? 0);
    if (bytes > readLimitBytes) return tooLarge(c);
    if (bytes > formLimitBytes) c.set('cutForm', await readCut(incoming));
    return next();
  };
}

async function readCut(incoming: IncomingMessage): Promise<string> {
  let field = '';
  let kept = '';
  const keep = () => {
    if (kept.length + field.length < formLimitBytes) kept += `${field}&`;
    field = '';
  };
  for await (const chunk of incoming) {
    const [more = '', ...begun] = (chunk as Buffer).toString('latin1').split('&');
    field += more.slice(0, fieldLimitBytes - field.length);
    for (const text of begun) {
      keep();
      field = text.slice(0, fieldLimitBytes);
    }
  }
  keep();
  // What is left of an escape is no text.
  return kept.replaceAll(/%[0-9A-F]?(?=&)/gi, '');
}

/** Text fields alone, in UTF-8: a file is not a form of ours. A field that stands in it twice is left out. */
export async function readForm(c: SiteContext): Promise<Record<string, string>> {
  const type = c.env.incoming.headers['content-type'] ?? '';
  if (!/^application\/x-www-form-urlencoded(\s*;\s*charset="?utf-8"?)?\s*$/i.test(type)) return {};
  const form = new Map<string, string>();
  const twice = new Set<string>();
  for (const [name, value] of new URLSearchParams(c.get('cutForm') ?? (await c.req.text()))) {
    if (form.has(name)) twice.add(name);
    form.set(name, value);
  }
  return Object.fromEntries([...form].filter(([name]) => !twice.has(name)));
}
