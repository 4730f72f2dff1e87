/** A button for what can't be undone: it counts only when it is held, by mouse, finger or Space. */
import { useEffect, useEffectEvent, useState } from 'react';

type HoldButtonProps = {
  label: string;
  holdingLabel: string;
  holdMs: number;
  disabled?: boolean;
  onHeld: () => void;
};

export function HoldButton({ label, holdingLabel, holdMs, disabled, onHeld }: HoldButtonProps) {
  const [holding, setHolding] = useState(false);
  const held = useEffectEvent(onHeld);

  useEffect(() => {
    if (!holding) return;
    const timer = setTimeout(() => {
      setHolding(false);
      held();
    }, holdMs);
    return () => clearTimeout(timer);
  }, [holding, holdMs]);

  const start = () => setHolding(true);
  const stop = () => setHolding(false);
  return (
    <button
      type="button"
      className={holding ? 'hold holding' : 'hold'}
      disabled={disabled === true}
      onPointerDown={start}
      onPointerUp={stop}
      onPointerLeave={stop}
      onPointerCancel={stop}
      onBlur={stop}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key !== ' ' && event.key !== 'Enter') return;
        event.preventDefault();
        if (!event.repeat) start();
      }}
      onKeyUp={stop}
    >
      <span>{holding ? holdingLabel : label}</span>
    </button>
  );
}
