/** A framed message: a mark and words, never colour alone. */
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { comeIntoView } from '../../hooks/use-refusal.ts';
import { ErrorNumber } from './error-number.tsx';
import type { Numbered } from './error-number.tsx';
import { Icon } from '../icon.tsx';
import type { IconName } from '../icon.tsx';

const icons = { error: 'warning', caution: 'warning', info: 'info', good: 'check' } as const;
export type NoticeKind = keyof typeof icons;

type NoticeProps = {
  kind: NoticeKind;
  title?: string;
  /** It answers what was just chosen. */
  comesIntoView?: boolean;
  /** Its number stands last. */
  error?: Numbered | null;
  children: ReactNode;
};

/** An error interrupts a screen reader and comes into view; anything else waits for its turn. */
export function Notice(props: NoticeProps) {
  const { kind, title, comesIntoView = kind === 'error', error = null, children } = props;
  const icon: IconName = icons[kind];
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (comesIntoView && section.current) comeIntoView(section.current);
  }, [comesIntoView]);
  return (
    <section
      ref={section}
      className={`notice notice-${kind}`}
      role={kind === 'error' ? 'alert' : 'status'}
    >
      <Icon name={icon} />
      <div>
        {title !== undefined && <h2>{title}</h2>}
        {children}
        {error !== null && <ErrorNumber {...error} />}
      </div>
    </section>
  );
}

/** The one thing that can be done about what a notice says. */
export function NoticeButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <div className="notice-actions">
      <button type="button" className="secondary" onClick={onClick}>
        {children}
      </button>
    </div>
  );
}
