/** Says on every screen of the practice that it is one, and leads out of it. */
import { useText } from '../strings/use-text.ts';

export function PracticeMark({ onEnd }: { onEnd: () => void }) {
  const { practice } = useText();
  return (
    <section className="practice-mark">
      <p>
        <strong>{practice.mark}</strong> {practice.lead}
      </p>
      <button type="button" className="quiet" onClick={onEnd}>
        {practice.end}
      </button>
    </section>
  );
}
