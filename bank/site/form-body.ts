/** Which forms are read cut (cut-form.ts), and what stands in a form. */
import type { MiddlewareHandler } from 'hono';
import { formLimitBytes, readCut } from './cut-form.ts';
import type { SiteContext, SiteEnv } from './visit.ts';

/** A small form whose length is told beforehand is left to hono, which reads it by node's own means. */
export const readLongForm: MiddlewareHandler<SiteEnv> = async (c, next) => {
  const { incoming, shownAgain } = c.env;
  const { 'content-length': length, 'transfer-encoding': encoding } = incoming.headers;
  const isLong = encoding !== undefined || Number(length ?? 0) > formLimitBytes;
  // By then it has been read.
  if (isLong && !shownAgain) c.set('cutForm', await readCut(incoming));
  return next();
};

/** Text fields alone, in UTF-8: a file is not a form of ours. A field that stands in it twice is left out. */
export async function readForm(c: SiteContext): Promise<Record<string, string>> {
  const type = c.env.incoming.headers['content-type'] ?? '';
  if (!/^application\/x-www-form-urlencoded(\s*;\s*charset="?utf-8"?)?\s*$/i.test(type)) return {};
  const form = new Map<string, string>();
  const twice = new Set<string>();
  for (const [name, value] of new URLSearchParams(c.get('cutForm')?.text ?? (await c.req.text()))) {
    if (form.has(name)) twice.add(name);
    form.set(name, value);
  }
  return Object.fromEntries([...form].filter(([name]) => !twice.has(name)));
}
