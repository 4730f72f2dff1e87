/** Over A01 to A05: how far the way to a token is, and what is still to come. */
import { useText } from '../strings/use-text.ts';

/** IDs and password, check number, name, caution. */
export type Step = 1 | 2 | 3 | 4;

export function StepMarker({ step }: { step: Step }) {
  const { stepMarker } = useText();
  return (
    <ol className="step-marker" aria-label={stepMarker.title}>
      {stepMarker.names.map((name, before) => (
        <li key={name} aria-current={before + 1 === step ? 'step' : undefined}>
          <span className="step-number">{before + 1}</span>
          <span className="step-name">{name}</span>
        </li>
      ))}
    </ol>
  );
}
