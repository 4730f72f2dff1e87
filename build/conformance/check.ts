/** A check, and the three ways in which it ends: as it should, wrong, or not tried. */
import type { DeedName, Kit } from './kit.ts';
import type { CheckName } from './text/checks-ja.ts';
import type { Answer } from './client/read-answer.ts';

/** As docs/activation-protocol.md heads it, up to the route. */
export type Section =
  | 'Building blocks'
  | 'Codes'
  | 'Replacing keys'
  | 'Activation'
  | 'Sending again'
  | 'Guessing'
  | 'Confirmation'
  | 'Status'
  | 'Renewal'
  | 'Time'
  | 'Refusals'
  | 'States';

export type Check = {
  name: CheckName;
  section: Section;
  needs?: readonly DeedName[];
  run(kit: Kit): Promise<void>;
};

/** What was due and what came, in the protocol's own words; never a secret. */
export class Wrong extends Error {
  override readonly name = 'Wrong';
  readonly due: string;
  readonly came: string;

  constructor(due: string, came: string) {
    super(`${due}: ${came}`);
    this.due = due;
    this.came = came;
  }
}

/** Whoever runs the kit has ended it: nothing more is checked. */
export class Ended extends Error {
  override readonly name = 'Ended';
}

export type Reason = 'no-issue' | 'no-deed' | 'no-token' | 'no-option' | 'no-limit' | 'not-open';

/** A check that could not be made: nothing is said about the server. */
export class NotTried extends Error {
  override readonly name = 'NotTried';
  readonly reason: Reason;
  readonly detail: string;

  constructor(reason: Reason, detail = '') {
    super(`${reason} ${detail}`);
    this.reason = reason;
    this.detail = detail;
  }
}

/** Throws a Wrong unless the answer has one of these codes; `200` is one. */
export function expectCode(answer: Answer, ...due: string[]): Answer {
  if (!due.includes(answer.code)) throw new Wrong(due.join(' / '), said(answer));
  return answer;
}

export function expectSame(what: string, due: unknown, came: unknown): void {
  if (due !== came) throw new Wrong(`${what} ${String(due)}`, `${what} ${String(came)}`);
}

export function expectThat(is: boolean, due: string, came: string): void {
  if (!is) throw new Wrong(due, came);
}

/** Of what it is called in a report: the HTTP status too, and the tries that are left. */
export function said({ code, reply, payload }: Answer): string {
  const { triesLeft: tries } = payload;
  return `${reply.status} ${code}${tries === undefined ? '' : ` triesLeft ${JSON.stringify(tries)}`}`;
}
