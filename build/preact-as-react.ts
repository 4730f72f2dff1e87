/** What `react` is in the page's build: Preact's interface of React, and the one part that it lacks. */
import { options } from 'preact';
import type { ReactNode } from 'react';
import { Component, createElement, Suspense } from 'preact/compat';

export * from 'preact/compat';

// As React after a press: effects have run before the next key comes, and in a window that is not painted too.
options.requestAnimationFrame = queueMicrotask;

type ActivityProps = { mode: 'visible' | 'hidden'; children: ReactNode };

/**
 * As React's: what is hidden keeps its state, and its effects end until it is seen again. That is what Preact's
 * Suspense does with what is inside it for as long as something in it waits.
 */
export class Activity extends Component<ActivityProps> {
  private seen: Promise<void> | undefined;
  private show: () => void = () => undefined;

  override render() {
    const { mode, children } = this.props;
    if (mode === 'visible') {
      this.show();
      this.seen = undefined;
    } else {
      this.seen ??= new Promise((resolve) => {
        this.show = resolve;
      });
    }
    const waiting = this.seen && createElement(Waiting, { seen: this.seen });
    return createElement(Suspense, { fallback: null }, children, waiting);
  }
}

function Waiting({ seen }: { seen: Promise<void> }): never {
  // oxlint-disable-next-line typescript/only-throw-error -- as every part that waits tells it to Suspense
  throw seen;
}
