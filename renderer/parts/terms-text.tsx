/** The terms: what they come down to, and the whole text one press away. */
import { useState } from 'react';
import { useText } from '../strings/use-text.ts';
import { Dialog } from './dialogs/dialog.tsx';

export function TermsSummary() {
  const { activation, termsText, close } = useText();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <section className="terms" aria-label={activation.terms}>
      <div className="terms-title">
        <h2>{activation.terms}</h2>
        <button type="button" className="quiet" onClick={() => setIsOpen(true)}>
          {activation.wholeTerms}
        </button>
      </div>
      <ul>
        {termsText.summary.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
      {isOpen && (
        <Dialog
          title={activation.terms}
          onClose={() => setIsOpen(false)}
          focusBody
          actions={
            <button type="button" className="secondary" onClick={() => setIsOpen(false)}>
              {close}
            </button>
          }
        >
          <article className="long-text">
            <TermsText />
          </article>
        </Dialog>
      )}
    </section>
  );
}

export function TermsText() {
  const { termsText } = useText();
  return (
    <>
      {termsText.notice !== '' && <p className="sample">{termsText.notice}</p>}
      {termsText.articles.map((article) => (
        <div key={article.heading}>
          <h2>{article.heading}</h2>
          <p>{article.text}</p>
        </div>
      ))}
    </>
  );
}
