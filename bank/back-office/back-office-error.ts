/** Why the back office did not do, or did not answer, what it was asked. */
import * as z from 'zod';
import { problemType, problemUrn, problems } from '../issuer/back-office/problem.ts';
import type { Fault, ProblemCode } from '../issuer/back-office/problem.ts';

/**
 * A problem's name as the description has it; `client-refused`: it does not know this client by this key; `no-answer`:
 * whether anything was done is not known, and the same deed with the same key finds out; `unreadable-answer`: what came
 * is not as the description has it.
 */
export type BackOfficeErrorCode =
  ProblemCode | 'client-refused' | 'no-answer' | 'unreadable-answer';

type Details = ErrorOptions & {
  faults?: readonly Fault[];
  retryAfterSeconds?: number | null;
  askedNothing?: boolean;
};

/** Says what happened by its code; neither what was sent nor what came is in it. */
export class BackOfficeError extends Error {
  override readonly name = 'BackOfficeError';
  readonly code: BackOfficeErrorCode;
  /** Where in the request something is wrong. */
  readonly faults: readonly Fault[];
  /** How long to wait before asking again, where that was said. */
  readonly retryAfterSeconds: number | null;
  /** It was the access token that could not be had: nothing else was asked, and nothing done. */
  readonly askedNothing: boolean;

  constructor(code: BackOfficeErrorCode, details: Details = {}) {
    const { faults = [], retryAfterSeconds = null, askedNothing = false, ...options } = details;
    super(code, options);
    this.code = code;
    this.faults = faults;
    this.retryAfterSeconds = retryAfterSeconds;
    this.askedNothing = askedNothing;
  }
}

const names = Object.keys(problems) as ProblemCode[];
const ProblemDetails = z.object({
  type: z.string(),
  errors: z
    .array(
      z
        .object({ pointer: z.string(), detail: z.string() })
        .or(z.object({ parameter: z.string(), detail: z.string() })),
    )
    .default([]),
});

/** Of an answer that is no success (RFC 9457). One without problem details comes from something in between. */
export function problemIn(headers: Headers, body: string): BackOfficeError {
  const retryAfterSeconds = secondsIn(headers.get('retry-after'));
  if (headers.get('content-type')?.split(';')[0] !== problemType) {
    return new BackOfficeError('unreadable-answer', { retryAfterSeconds });
  }
  const { type, errors: faults } = parseAnswer(ProblemDetails, body);
  const code = names.find((name) => type === problemUrn(name));
  return new BackOfficeError(code ?? 'unreadable-answer', { faults, retryAfterSeconds });
}

/** Throws an `unreadable-answer`. Members that are new to this client are left out. */
export function parseAnswer<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
): z.output<Schema> {
  const parsed = schema.safeParse(parseJson(text), { reportInput: false });
  if (!parsed.success) throw new BackOfficeError('unreadable-answer', { cause: parsed.error });
  return parsed.data;
}

/** undefined where it is none: the reason that JSON.parse gives has the text in it. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function secondsIn(header: string | null): number | null {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) : null;
}
