/** What the institution has set on this PC, value by value, and what of it was ignored. */
import { Fragment } from 'react';
import type { ReactNode } from 'react';
import type { ToldPolicy } from '../../../shared/contract.ts';
import { languageNames } from '../../../shared/language.ts';
import type { RoutedText } from '../../strings/ja/routed.ts';
import { useRoutedText } from '../../strings/use-routed-text.ts';
import { WebAddress } from '../code/web-address.tsx';

type Member = ToldPolicy['members'][number];

export function PolicyList({ policy }: { policy: ToldPolicy }) {
  const { policy: words } = useRoutedText();
  const { members, problems } = policy;
  return (
    <section className="policy">
      <h2>{words.title}</h2>
      <dl className="facts">
        {members.map((member) => (
          <Fragment key={member.name}>
            <dt>{words.names[member.name]}</dt>
            <dd>{valueWords(member, words)}</dd>
          </Fragment>
        ))}
      </dl>
      {problems.length > 0 && (
        <>
          <h3>{words.ignored}</h3>
          <ul>
            {problems.map(({ name, kind }, place) => (
              // oxlint-disable-next-line react/no-array-index-key -- a name may be missing, and nothing moves
              <li key={place}>
                <code>{name ?? words.nameless}</code>
                {': '}
                {words.problems[kind]}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function valueWords({ name, value }: Member, words: RoutedText['policy']): ReactNode {
  switch (name) {
    case 'directoryUrl':
      return <WebAddress url={String(value)} />;
    case 'directoryRoots':
      return words.keys(Number(value));
    case 'updates':
      return wordOf(words.updates, value);
    case 'passcodeRequired':
      return wordOf(words.required, value);
    case 'autoLockMinutes':
      return words.minutes(Number(value));
    case 'copyingAllowed':
    case 'readAloudAllowed':
      return wordOf(words.allowed, value);
    case 'language':
      return wordOf(languageNames, value);
  }
}

const wordOf = (words: Record<string, string>, value: Member['value']): string =>
  words[String(value)] ?? String(value);
