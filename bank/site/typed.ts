/**
 * What somebody typed into a form outlives the session, however that ended: it is in the form again when they come back.
 * In memory, and for whose it is alone; never a password or a code.
 */
import { rules } from '../service/rules.ts';

export type Typed = {
  fields: Readonly<Record<string, string>>;
  /** Nothing was done with it: the session was over, or the bank could not. */
  isCutOff: boolean;
};

export type TypedForms = {
  /** `path` of the form. Cut off until `settle` says otherwise; a field that did not arrive stays as it was. */
  keep(owner: string, path: string, fields: Typed['fields']): void;
  find(owner: string, path: string): Typed | null;
  /** It was looked at, and whoever typed it has read what came of it. */
  settle(owner: string, path: string): void;
  forget(owner: string, path: string): void;
};

/** Of one owner; the oldest gives way. */
const mostForms = 4;
/** Longer than any field takes. */
const longestField = 300;

/** Of what was sent, the fields of these names that are there. */
export function fieldsOf(form: Typed['fields'], names: readonly string[]): Typed['fields'] {
  return Object.fromEntries(
    names.flatMap((name): [string, string][] => {
      const text = form[name];
      return text === undefined ? [] : [[name, text.slice(0, longestField)]];
    }),
  );
}

/** `at` is null of what was typed while the clock was in doubt: its time begins when the clock is right. */
type Kept = { at: number | null; forms: Map<string, Typed> };

/**
 * Of at most so many owners: one more takes the place of who typed longest ago. While the clock is in doubt nothing is too
 * old.
 */
export function createTypedForms(
  now: () => number,
  mostOwners: number,
  isDoubted: () => boolean = () => false,
): TypedForms {
  const kept = new Map<string, Kept>();
  const present = () => (isDoubted() ? null : now());
  function isKept(entry: Kept, at: number | null): boolean {
    if (at === null) return true;
    entry.at ??= at;
    return Math.abs(at - entry.at) < rules.typedLifeMs;
  }

  function formsOf(owner: string): Map<string, Typed> {
    const entry = kept.get(owner);
    return entry && isKept(entry, present()) ? entry.forms : new Map<string, Typed>();
  }

  function write(owner: string, forms: Map<string, Typed>): void {
    const at = present();
    kept.delete(owner);
    for (const [other, entry] of kept) {
      if (isKept(entry, at) && kept.size < mostOwners) break;
      kept.delete(other);
    }
    if (forms.size > 0) kept.set(owner, { at, forms });
  }

  return {
    keep(owner, path, fields) {
      const forms = formsOf(owner);
      const last = forms.get(path)?.fields;
      forms.delete(path);
      forms.set(path, { fields: { ...last, ...fields }, isCutOff: true });
      for (const oldest of forms.keys()) {
        if (forms.size <= mostForms) break;
        forms.delete(oldest);
      }
      write(owner, forms);
    },
    find: (owner, path) => formsOf(owner).get(path) ?? null,
    settle(owner, path) {
      const typed = formsOf(owner).get(path);
      if (typed) typed.isCutOff = false;
    },
    forget(owner, path) {
      const forms = formsOf(owner);
      if (forms.delete(path)) write(owner, forms);
    },
  };
}
