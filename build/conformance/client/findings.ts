/** What is wrong with answers as messages, whatever they were answers to: gathered all along, told once a rule. */
import type { MessageKind } from './schemas.ts';
import type { CheckName } from '../text/checks-ja.ts';

export type Findings = {
  add(rule: CheckName, detail: string): void;
  /** Of one rule, each detail once. */
  of(rule: CheckName): string[];
  /** An answer of this kind came: its rules have been tried. */
  see(kind: MessageKind): void;
  saw(kind: MessageKind): boolean;
};

export function createFindings(): Findings {
  const found = new Map<CheckName, Set<string>>();
  const seen = new Set<MessageKind>();
  return {
    add(rule, detail) {
      const details = found.get(rule) ?? new Set();
      found.set(rule, details.add(detail));
    },
    of: (rule) => [...(found.get(rule) ?? [])],
    see: (kind) => void seen.add(kind),
    saw: (kind) => seen.has(kind),
  };
}
