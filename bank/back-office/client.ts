/**
 * A client of the issuing service's back office (docs/back-office-api.yaml): each operation a function, its answer parsed
 * by the schema that the service itself goes by. Throws BackOfficeErrors alone.
 */
import type * as z from 'zod';
import * as schemas from '../issuer/back-office/schemas.ts';
import type { ClientTls } from '../service/files/tls-folder.ts';
import { createAccessToken } from './access-token.ts';
import { BackOfficeError, parseAnswer, problemIn } from './back-office-error.ts';
import type { ClientKey } from './client-key.ts';
import { createSend, joined } from './send.ts';
import type { Answer, Pieces } from './send.ts';

export type BackOfficeOptions = {
  /** As the service calls itself: assertions are meant for this address. */
  url: string;
  key: ClientKey;
  /** Of this client, where the service asks for one; asked for with each request. */
  tls?: () => ClientTls;
  now?: () => number;
  timeoutMs?: number;
};

export type Asking = {
  /** Who stands behind this client, for the audit log: the customer's address, or the clerk. */
  source?: string;
};

export type Doing = Asking & {
  /**
   * 1 to 128 letters, digits and . _ ~ : - that name this deed. Kept by whoever may have to ask again: the same deed with
   * the same key is done once, and gets the answer that it got before.
   */
  key: string;
};

/** What staff have decided. */
export type Deciding = Doing & z.input<typeof schemas.Decision>;

export type Contract = z.infer<typeof schemas.Contract>;
export type ContractList = z.infer<typeof schemas.ContractList>;
export type IssueMade = z.infer<typeof schemas.IssueMade>;
export type TransferConfirmed = z.infer<typeof schemas.TransferConfirmed>;
export type Verdict = z.infer<typeof schemas.Verdict>;
export type AuditLine = z.infer<typeof schemas.AuditLine>;

export type BackOffice = {
  openIssue(
    reference: string,
    request: z.input<typeof schemas.IssueRequest>,
    by: Doing,
  ): Promise<IssueMade>;
  voidIssue(reference: string, by: Deciding): Promise<Contract>;
  readContract(reference: string, by?: Asking): Promise<Contract>;
  /** By staff: it is an event of the audit log. */
  lookUp(reference: string, by?: Asking): Promise<Contract>;
  takeCode(
    reference: string,
    request: z.input<typeof schemas.CodeRequest>,
    by: Doing,
  ): Promise<Verdict>;
  /** Whether a code was taken for the transfer. */
  readTransfer(
    reference: string,
    transferReference: string,
    by?: Asking,
  ): Promise<TransferConfirmed>;
  startUse(
    reference: string,
    request: z.input<typeof schemas.StartRequest>,
    by: Doing,
  ): Promise<Verdict>;
  resynchronise(
    reference: string,
    request: z.input<typeof schemas.ResynchronisationRequest>,
    by: Doing,
  ): Promise<Verdict>;
  release(reference: string, by: Deciding): Promise<Contract>;
  unlock(reference: string, by: Deciding): Promise<Contract>;
  listContracts(
    query?: Partial<z.output<typeof schemas.ListQuery>>,
    by?: Asking,
  ): Promise<ContractList>;
  /** That somebody of the staff has logged in or out. */
  noteStaff(event: z.input<typeof schemas.StaffEvent>['event'], by: Doing): Promise<void>;
  /** An XML document (RFC 6030). */
  exportSeeds(request: z.input<typeof schemas.SeedsRequest>, by?: Asking): Promise<string>;
  /** Of another system: all of a container or none. */
  importSeeds(
    request: z.input<typeof schemas.SeedsImport>,
    by: Doing,
  ): Promise<z.infer<typeof schemas.SeedsImported>>;
  /** Those behind the event that is known already, as they come. */
  readAudit(after?: number, by?: Asking): AsyncGenerator<AuditLine>;
};

/** Of one request to import seeds: how many, and how many bytes of JSON. */
export const importLimits = { seeds: schemas.maxSeedsAtOnce, bytes: schemas.maxSeedsBytes };

export const isReference = (text: string): boolean => schemas.Reference.safeParse(text).success;

type Ask = { method: 'GET' | 'POST'; headers: Record<string, string>; body?: string };

const usualTimeoutMs = 15_000;

export function openBackOffice(options: BackOfficeOptions): BackOffice {
  const { key, tls, now = Date.now, timeoutMs = usualTimeoutMs } = options;
  const url = options.url.replace(/\/$/, '');
  const send = createSend({ url, timeoutMs, ...(tls ? { tls } : {}) });
  const access = createAccessToken({ key, audience: url, send, now });

  /** A token that the service does not know any more is asked for anew, once. */
  async function authorised<T extends Answer>(
    ask: (make: () => Promise<RequestInit>) => Promise<T>,
    request: Ask,
    isLast = false,
  ): Promise<T> {
    let token = '';
    const answer = await ask(async () => {
      token = await access.get();
      return { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } };
    });
    if (answer.status !== 401 || isLast) return answer;
    access.forget(token);
    return authorised(ask, request, true);
  }

  async function text(path: string, request: Ask): Promise<string> {
    const answer = await authorised((make) => send.whole(`/v1${path}`, make), request);
    if (answer.status !== 200) throw problemIn(answer.headers, answer.text);
    return answer.text;
  }

  const read = (path: string, { source }: Asking = {}) =>
    text(path, { method: 'GET', headers: behind(source) });
  const post = (path: string, body: unknown, headers: Record<string, string>) =>
    text(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  const doIt =
    <Schema extends z.ZodType>(name: string, schema: Schema) =>
    async (reference: string, body: unknown, { key: named, source }: Doing) => {
      const path = `${contract(reference)}/${name}`;
      return parseAnswer(schema, await post(path, body, keyed(named, source)));
    };

  const decide = (name: string) => {
    const deed = doIt(name, schemas.Contract);
    return (reference: string, { reason, ...by }: Deciding) => deed(reference, { reason }, by);
  };

  return {
    openIssue: doIt('issues', schemas.IssueMade),
    takeCode: doIt('codes', schemas.Verdict),
    startUse: doIt('start', schemas.Verdict),
    resynchronise: doIt('resynchronisation', schemas.Verdict),
    voidIssue: decide('void-issue'),
    release: decide('release'),
    unlock: decide('unlock'),
    async readContract(reference, by) {
      return parseAnswer(schemas.Contract, await read(contract(reference), by));
    },
    async lookUp(reference, { source } = {}) {
      const path = `${contract(reference)}/look-up`;
      return parseAnswer(schemas.Contract, await post(path, {}, behind(source)));
    },
    async noteStaff(event, { key: named, source }) {
      await post('/staff-events', { event }, keyed(named, source));
    },
    async readTransfer(reference, transferReference, by) {
      const path = `${contract(reference)}/transfer?transferReference=${encodeURIComponent(transferReference)}`;
      return parseAnswer(schemas.TransferConfirmed, await read(path, by));
    },
    async listContracts(query = {}, by) {
      const asked = new URLSearchParams(
        Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
      );
      return parseAnswer(schemas.ContractList, await read(`/contracts?${asked.toString()}`, by));
    },
    exportSeeds: (request, { source } = {}) => post('/seeds', request, behind(source)),
    async importSeeds(request, { key: named, source }) {
      return parseAnswer(
        schemas.SeedsImported,
        await post('/seeds/import', request, keyed(named, source)),
      );
    },
    async *readAudit(after = 0, { source } = {}) {
      const request: Ask = { method: 'GET', headers: behind(source) };
      const { status, headers, pieces } = await authorised(
        (make) => send.inPieces(`/v1/audit?after=${after}`, make),
        request,
      );
      if (status !== 200) throw problemIn(headers, await joined(pieces));
      for await (const line of linesOf(pieces)) yield parseAnswer(schemas.AuditLine, line);
    },
  };
}

/** Throws a `bad-request` for what can't be a reference: in an address it would lead elsewhere. */
function contract(reference: string): string {
  if (isReference(reference)) return `/contracts/${reference}`;
  const detail = 'is no reference';
  throw new BackOfficeError('bad-request', { faults: [{ parameter: 'reference', detail }] });
}

/** A header is ASCII: what is not is sent as percent-encoded UTF-8. */
const behind = (source: string | undefined): Record<string, string> =>
  source === undefined
    ? {}
    : { 'audit-source': source.replaceAll(/[^\w .:@-]/gu, encodeURIComponent) };

const keyed = (key: string, source: string | undefined): Record<string, string> => ({
  'idempotency-key': `"${key}"`,
  ...behind(source),
});

async function* linesOf(pieces: Pieces): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') throw new BackOfficeError('no-answer');
}
