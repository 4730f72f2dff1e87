/** What every screen does: names the window, takes the focus, and hears Enter and Esc. */
import { useEffect, useEffectEvent, useRef } from 'react';
import type { RefObject } from 'react';
import { useText } from '../strings/use-text.ts';
import { focusFirst } from './use-first-focus.ts';

type ScreenKeys = {
  title: string;
  number: string;
  /** What Enter does. */
  primary: { busy?: boolean; onPress: () => void } | undefined;
  /** What Esc does. */
  onBack: (() => void) | undefined;
};

/** Enter already means something on these. */
const takesEnter = 'button, a, input, textarea, select, summary, dialog';

export function useScreen(screen: ScreenKeys): RefObject<HTMLFormElement | null> {
  const { title, number, primary, onBack } = screen;
  const text = useText();
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    document.title = text.windowTitle(title, number);
    if (form.current !== null) focusFirst(form.current);
  }, [text, title, number]);

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.isComposing || event.defaultPrevented || document.querySelector('dialog[open]')) {
      return;
    }
    if (event.key === 'Escape') onBack?.();
    const target = event.target instanceof Element ? event.target : null;
    if (event.key === 'Enter' && !event.repeat && !target?.closest(takesEnter)) {
      // Or the same Enter would send the form of the next screen, whose field has the focus by then.
      event.preventDefault();
      if (primary?.busy !== true) primary?.onPress();
    }
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
  return form;
}
