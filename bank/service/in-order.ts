/** One after the other for one subject, in the order in which they came; different subjects at once. */
export type InOrder = <T>(subject: string, work: () => Promise<T>) => Promise<T>;

export function createInOrder(): InOrder {
  const last = new Map<string, Promise<unknown>>();
  return async (subject, work) => {
    const done = (last.get(subject) ?? Promise.resolve()).then(work);
    const over = done.catch(() => undefined);
    last.set(subject, over);
    try {
      return await done;
    } finally {
      if (last.get(subject) === over) last.delete(subject);
    }
  };
}
