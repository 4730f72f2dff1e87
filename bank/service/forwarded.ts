/** `Forwarded` (RFC 7239 §4) and `X-Forwarded-For`: on whose behalf each proxy asked, the client first. */

/** Addresses as written, without brackets and port; null for what is none that can be read. */
export type Path = (string | null)[];

/** Comma-separated addresses. Only those that the proxies added count, so that each is read by itself. */
export function readForwardedFor(header: string): Path {
  return header.split(',').map((node) => hostOf(node.trim()));
}

const pair = /[ \t]*([!#$%&'*+.^_`|~\w-]+)=(?:([!#$%&'*+.^_`|~\w-]+)|"((?:[^"\\]|\\.)*)")[ \t]*/y;

/** Null if it breaks the grammar anywhere: a quotation mark of the client's would reach into what proxies added. */
export function readForwarded(header: string): Path | null {
  const path: Path = [];
  let element = new Map<string, string>();
  let at = 0;
  for (;;) {
    pair.lastIndex = at;
    const [whole, name, token, quoted] = pair.exec(header) ?? [];
    const key = name?.toLowerCase();
    if (whole === undefined || key === undefined || element.has(key)) return null;
    element.set(key, token ?? quoted?.replaceAll(/\\(.)/g, '$1') ?? '');
    at += whole.length;
    const next = header[at];
    if (next === ';') {
      at += 1;
      continue;
    }
    path.push(hostOf(element.get('for') ?? ''));
    element = new Map();
    if (next === undefined) return path;
    if (next !== ',') return null;
    at += 1;
  }
}

/** `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:80`. */
function hostOf(node: string): string | null {
  const [, bracketed, v4] =
    /^(?:\[([^\]]+)\](?::\d{1,5})?|(\d+\.\d+\.\d+\.\d+):\d{1,5})$/.exec(node) ?? [];
  return bracketed ?? v4 ?? (/^[\da-fA-F.:]+$/.test(node) ? node : null);
}
