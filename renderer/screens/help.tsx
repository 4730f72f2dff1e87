/** A15 ヘルプ: the manual's chapters, searchable, and the way to what helps besides. */
import { useState } from 'react';
import { call } from '../bridge.ts';
import { useCall } from '../hooks/use-call.ts';
import { Menu } from '../parts/menu.tsx';
import { FailureNotice } from '../parts/notices/failure-notice.tsx';
import { Notice } from '../parts/notices/notice.tsx';
import { Screen } from '../parts/screen.tsx';
import { TextField } from '../parts/fields/text-field.tsx';
import type { Chapter } from '../strings/ja/help.ts';
import { useRoutedText } from '../strings/use-routed-text.ts';

type Topic = Chapter['topics'][number];

type HelpScreenProps = {
  onBack: () => void;
  onGo: (route: 'record' | 'practice' | 'diagnosis') => void;
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
  const { help, menu } = useRoutedText();
  const [search, setSearch] = useState('');
  const searching = search.trim() !== '';
  const [outcome, setOutcome] = useState<keyof typeof help.manualOutcomes | null>(null);
  const { failure, run } = useCall();
  const openManual = () => {
    setOutcome(null);
    run(() => call('openManual'), setOutcome);
  };
  const chapters = help.chapters
    .map(({ title, topics }) => ({
      title,
      topics: topics.filter((topic) => fits(topic, search.trim())),
    }))
    .filter(({ topics }) => topics.length > 0);

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
      {failure !== null && <FailureNotice failure={failure} />}
      {outcome !== null && (
        <Notice kind={outcome === 'opened' ? 'good' : 'caution'} comesIntoView>
          <p>{help.manualOutcomes[outcome]}</p>
        </Notice>
      )}
      <Menu
        entries={[
          { label: help.manual, icon: 'terms', onPress: openManual },
          { label: help.practice, onPress: () => onGo('practice') },
          { label: help.record, icon: 'print', onPress: () => onGo('record') },
          { label: help.shortcuts, onPress: onShortcuts },
          { label: menu.diagnosis, onPress: () => onGo('diagnosis') },
        ]}
      />
    </Screen>
  );
}
