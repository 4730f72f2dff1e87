/** Waiting for somebody who may never answer. */

/** The answer, or a rejection with `late` when `limitMs` have gone by without one; what comes after that is nobody's. */
export async function inTime<T>(answer: Promise<T>, limitMs: number, late: Error): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(late), limitMs);
  });
  try {
    return await Promise.race([answer, over]);
  } finally {
    clearTimeout(timer);
  }
}
