/** The terms, and the box of their own in which they scroll, by keyboard too. */
import { useText } from '../strings/use-text.ts';

export function TermsBox() {
  const { activation } = useText();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must scroll by keyboard (WCAG 2.1.1)
    <section className="terms" aria-label={activation.terms} tabIndex={0}>
      <TermsText />
    </section>
  );
}

export function TermsText() {
  const { termsText } = useText();
  return (
    <>
      <p className="sample">{termsText.notice}</p>
      {termsText.articles.map((article) => (
        <div key={article.heading}>
          <h2>{article.heading}</h2>
          <p>{article.text}</p>
        </div>
      ))}
    </>
  );
}
