/** What is typed into the form while practising. */
import { Fragment } from 'react';
import { practiceIds } from '../../practice-bridge.ts';
import { useText } from '../../strings/use-text.ts';

export function PracticeValues({ parts }: { parts: (keyof typeof practiceIds)[] }) {
  const { activation, practice } = useText();
  return (
    <section className="practice-ids">
      <h2>{practice.idsLead}</h2>
      <dl className="facts">
        {parts.map((part) => (
          <Fragment key={part}>
            <dt>{activation[part]}</dt>
            <dd>{practiceIds[part]}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
