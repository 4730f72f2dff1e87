/** A15 ヘルプ: the manual's chapters, searchable, and the way to what helps besides. */
import { useState } from 'react';
import { Icon } from '../parts/icon.tsx';
import type { IconName } from '../parts/icon.tsx';
import { Screen } from '../parts/screen.tsx';
import { TextField } from '../parts/text-field.tsx';
import type { Chapter } from '../strings/help-ja.ts';
import { useText } from '../strings/text.ts';

type Topic = Chapter['topics'][number];

type HelpScreenProps = {
  onBack: () => void;
  onGo: (place: 'record' | 'practice' | 'diagnosis') => void;
  onShortcuts: () => void;
};

const folded = (words: string) => words.normalize('NFKC').toLowerCase();

/** Every word that was typed must be there. */
function fits({ heading, points }: Topic, search: string): boolean {
  const words = folded([heading, ...points].join(' '));
  return folded(search)
    .split(/\s+/u)
    .every((word) => words.includes(word));
}

export function HelpScreen({ onBack, onGo, onShortcuts }: HelpScreenProps) {
  const { help, menu } = useText();
  const [search, setSearch] = useState('');
  const searching = search.trim() !== '';
  const chapters = help.chapters
    .map(({ title, topics }) => ({
      title,
      topics: topics.filter((topic) => fits(topic, search.trim())),
    }))
    .filter(({ topics }) => topics.length > 0);

  const links: { label: string; icon: IconName; onPress: () => void }[] = [
    { label: help.practice, icon: 'next', onPress: () => onGo('practice') },
    { label: help.record, icon: 'print', onPress: () => onGo('record') },
    { label: help.shortcuts, icon: 'next', onPress: onShortcuts },
    { label: menu.diagnosis, icon: 'next', onPress: () => onGo('diagnosis') },
  ];

  return (
    <Screen number="A15" title={help.title} onBack={onBack}>
      <TextField label={help.search} type="search" value={search} onValue={setSearch} firstFocus />
      <output className="soft">{searching && chapters.length === 0 && help.none}</output>
      {chapters.map(({ title, topics }) => (
        <section key={title} className="chapter">
          <h2>{title}</h2>
          {topics.map((topic) => (
            <details key={topic.heading} open={searching}>
              <summary>{topic.heading}</summary>
              <ul>
                {topic.points.map((point) => (
                  <li key={point}>{point}</li>
                ))}
              </ul>
            </details>
          ))}
        </section>
      ))}
      <ul className="menu">
        {links.map(({ label, icon, onPress }) => (
          <li key={label}>
            <button type="button" onClick={onPress}>
              <span>{label}</span>
              <Icon name={icon} />
            </button>
          </li>
        ))}
      </ul>
    </Screen>
  );
}
