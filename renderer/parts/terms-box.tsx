/** The terms in a box of their own that scrolls, by keyboard too. */
import { useText } from '../strings/text.ts';

export function TermsBox() {
  const { activation, terms } = useText();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must scroll by keyboard (WCAG 2.1.1)
    <section className="terms" aria-label={activation.terms} tabIndex={0}>
      <p className="sample">{terms.notice}</p>
      {terms.articles.map((article) => (
        <div key={article.heading}>
          <h2>{article.heading}</h2>
          <p>{article.text}</p>
        </div>
      ))}
    </section>
  );
}
