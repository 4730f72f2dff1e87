/** What an operation of the back office is: routes and description (docs/back-office-api.yaml) are made from these. */
import type * as z from 'zod';
import type { Work } from '../../service/storage/work.ts';
import type { Tenant } from '../tenant.ts';
import type { ProblemCode } from './problem.ts';

/** What a client may do: customers' affairs, what staff decide, seeds for another system, the audit log. */
export const scopes = ['banking', 'staff', 'seeds', 'audit'] as const;
export type Scope = (typeof scopes)[number];

export type Asked = {
  tenant: Tenant;
  /** Of the contract; empty where the address names none. */
  reference: string;
  /** For the audit log: the client, and who stands behind it where that was said. */
  source: string;
  client: string;
};

type Described = {
  id: string;
  /** With hono's `:reference`. */
  path: string;
  summary: string;
  /** A client needs one of them. */
  scopes: readonly Scope[];
  /** Besides those that every operation has. */
  problems: readonly ProblemCode[];
};

/** Changes something, in one transaction with the answer that is kept under its Idempotency-Key. */
export type Deed = Described & {
  kind: 'deed';
  body: z.ZodType;
  answer: z.ZodType;
  run: (asked: Asked, body: never) => Work<unknown>;
  /** What takes long, before the transaction: `run` gets what it gives in the place of the body. */
  prepare?: (asked: Asked, body: never) => Promise<unknown>;
  /** Where it is not the protocol's limit. */
  maxBodyBytes?: number;
  /** What it refuses it refuses before it has written anything: there is nothing to undo then, and no savepoint to pay for. */
  refusesFirst?: true;
  /** What it refuses leaves the Idempotency-Key free: the same request may be right later. */
  freesKey?: true;
};

type AnswerBody = string | ReadableStream<Uint8Array>;

/** Changes nothing that could be done twice. */
export type Reading = Described & {
  kind: 'reading';
  method: 'get' | 'post';
  /** Of the query, or of the body where it is sent by POST. */
  input: z.ZodType;
  answer: { type: string; schema: z.ZodType };
  run: (asked: Asked, input: never) => AnswerBody | Promise<AnswerBody>;
};

export type Operation = Deed | Reading;

export function deed<Body extends z.ZodType, Answer extends z.ZodType, Ready = z.output<Body>>(
  given: Omit<Deed, 'kind' | 'body' | 'answer' | 'run' | 'prepare'> & {
    body: Body;
    answer: Answer;
    /** Runs in a transaction, and may be run more than once. */
    run: (asked: Asked, body: Ready) => Work<z.output<Answer>>;
    prepare?: (asked: Asked, body: z.output<Body>) => Promise<Ready>;
  },
): Deed {
  return { kind: 'deed', ...given };
}

export function reading<Input extends z.ZodType>(
  given: Omit<Reading, 'kind' | 'input' | 'run'> & {
    input: Input;
    run: (asked: Asked, input: z.output<Input>) => AnswerBody | Promise<AnswerBody>;
  },
): Reading {
  return { kind: 'reading', ...given };
}
