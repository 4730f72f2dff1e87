/** Passwords that take as long to look at as a test wants. */
import { Worker } from 'node:worker_threads';
import { onTestFinished, vi } from 'vitest';

/** From now on no password is looked at before `release`. */
export function holdPasswords(): { release: () => void } {
  const post = Worker.prototype.postMessage;
  const held: (() => void)[] = [];
  const spy = vi.spyOn(Worker.prototype, 'postMessage').mockImplementation(function (
    this: Worker,
    ...message
  ) {
    held.push(() => post.apply(this, message));
  });
  const release = () => {
    spy.mockRestore();
    for (const send of held.splice(0)) send();
  };
  onTestFinished(release);
  return { release };
}
