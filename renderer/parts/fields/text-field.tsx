/** A labelled field that writes what is typed in its normal form, and leaves an unfinished kana-kanji conversion alone. */
import { useEffect, useId, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { showWithComplaint } from '../../hooks/use-refusal.ts';

type TextFieldProps = {
  label: ReactNode;
  hint?: string;
  /** What is wrong with the value, beneath the field. */
  complaint?: string | undefined;
  /** In the place of the hint: what the value is known to mean, null for as long as it isn't. */
  confirmation?: ReactNode;
  value: string;
  onValue: (value: string) => void;
  normalise?: (typed: string) => string;
  type?: 'text' | 'password' | 'search';
  inputMode?: 'numeric' | 'text';
  maxLength?: number;
  readOnly?: boolean;
  firstFocus?: boolean | 'always';
  /** Sits inside the field's frame, after the text. */
  children?: ReactNode;
};

const asTyped = (typed: string) => typed;

/** Undo and redo (Input Events, `inputType`). */
const isHistory = (event: Event): boolean =>
  event instanceof InputEvent && event.inputType.startsWith('history');

/**
 * As an edit that can be undone by itself: set as the value it would leave the history with places in a text that
 * is no longer there, and undo would mix the two.
 */
function rewrite(input: HTMLInputElement, text: string): void {
  input.select();
  // Without a successor for this (https://w3c.github.io/editing/); where it is refused the value is set.
  if (!document.execCommand(text === '' ? 'delete' : 'insertText', false, text)) input.value = text;
}

export function TextField({
  label,
  hint,
  complaint,
  confirmation,
  value,
  onValue,
  normalise = asTyped,
  type = 'text',
  inputMode = 'text',
  maxLength = 60,
  readOnly = false,
  firstFocus = false,
  children,
}: TextFieldProps) {
  // A confirmation is more than a paragraph of words.
  const Beneath = confirmation === undefined ? 'p' : 'div';
  const id = useId();
  const hintId = `${id}-hint`;
  const [unfinished, setUnfinished] = useState<string | null>(null);
  /** What undo has brought back, as it was typed. */
  const [undone, setUndone] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const typedInto = field.current === document.activeElement;
    if (complaint !== undefined && typedInto && field.current) showWithComplaint(field.current);
  }, [complaint]);

  function take(input: HTMLInputElement) {
    const typed = input.value;
    const normal = normalise(typed);
    if (normal !== typed) {
      const caret = normalise(typed.slice(0, input.selectionStart ?? typed.length)).length;
      rewrite(input, normal);
      input.setSelectionRange(caret, caret);
    }
    setUnfinished(null);
    setUndone(null);
    onValue(normal);
  }

  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="field-frame">
        <input
          ref={field}
          id={id}
          type={type}
          inputMode={inputMode}
          value={unfinished ?? (undone !== null && normalise(undone) === value ? undone : value)}
          maxLength={maxLength}
          readOnly={readOnly}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-describedby={hint !== undefined || complaint !== undefined ? hintId : undefined}
          aria-invalid={complaint !== undefined}
          data-first-focus={firstFocus === false ? undefined : firstFocus}
          onChange={(event) => {
            const composing = 'isComposing' in event.nativeEvent && event.nativeEvent.isComposing;
            const typed = event.currentTarget.value;
            if (composing === true) setUnfinished(typed);
            else if (isHistory(event.nativeEvent)) {
              setUndone(typed);
              onValue(normalise(typed));
            } else take(event.currentTarget);
          }}
          onCompositionEnd={(event) => take(event.currentTarget)}
        />
        {children}
      </div>
      {(hint !== undefined || complaint !== undefined) && (
        <Beneath
          id={hintId}
          className={complaint === undefined ? 'hint' : 'complaint'}
          {...(confirmation === undefined ? {} : { role: 'status' })}
        >
          {complaint ?? confirmation ?? hint}
        </Beneath>
      )}
    </div>
  );
}
