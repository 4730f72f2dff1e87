/** Every check in the order in which it is made: the rules of messages when all answers are in, limits at the very end. */
import type { Check } from '../check.ts';
import { activationChecks } from './activation.ts';
import { bankChecks } from './bank.ts';
import { bentChecks } from './bent.ts';
import { confirmationChecks } from './confirmation.ts';
import { guessingChecks } from './guessing.ts';
import { keyChecks } from './keys.ts';
import { limitChecks } from './limits.ts';
import { messageChecks } from './messages.ts';
import { refusalChecks } from './refusals.ts';
import { renewalChecks } from './renewal.ts';
import { repeatingChecks } from './repeating.ts';
import { statusChecks } from './status.ts';
import { timeChecks } from './time.ts';

export const subjects = {
  time: timeChecks,
  activation: activationChecks,
  requests: bentChecks,
  keys: keyChecks,
  repeating: repeatingChecks,
  guessing: guessingChecks,
  confirmation: confirmationChecks,
  status: statusChecks,
  renewal: renewalChecks,
  bank: bankChecks,
  refusals: refusalChecks,
  messages: messageChecks,
  limits: limitChecks,
} as const satisfies Record<string, readonly Check[]>;

export type Subject = keyof typeof subjects;

export const allChecks: readonly (Check & { subject: Subject })[] = Object.entries(
  subjects,
).flatMap(([subject, checks]) =>
  checks.map((check: Check) => ({ ...check, subject: subject as Subject })),
);
