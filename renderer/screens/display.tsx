/** A20 画面と文字: what is chosen is seen at once, and kept. */
import { useState } from 'react';
import type { Settings } from '../../shared/state.ts';
import { call } from '../bridge.ts';
import type { Failure } from '../bridge.ts';
import { Choice } from '../parts/fields/choice.tsx';
import { FailureNotice } from '../parts/notices/failure-notice.tsx';
import { Screen } from '../parts/screen.tsx';
import { useText } from '../strings/use-text.ts';
import { nextTextPercent } from '../format/text-size.ts';

export function DisplayScreen({ settings, onBack }: { settings: Settings; onBack: () => void }) {
  const { display } = useText();
  const [failure, setFailure] = useState<Failure | null>(null);
  const { textPercent } = settings;
  const smaller = nextTextPercent(textPercent, -1);
  const bigger = nextTextPercent(textPercent, 1);

  async function change(wanted: Partial<Settings>) {
    const reply = await call('changeSettings', wanted);
    setFailure(reply.ok ? null : reply);
  }

  return (
    <Screen number="A20" title={display.title} onBack={onBack}>
      {failure !== null && <FailureNotice failure={failure} />}
      <fieldset className="choice">
        <legend>{display.textSize}</legend>
        <div className="text-size">
          <button
            type="button"
            className="secondary"
            disabled={smaller === textPercent}
            onClick={() => void change({ textPercent: smaller })}
          >
            {display.smaller}
          </button>
          <output>{display.percent(textPercent)}</output>
          <button
            type="button"
            className="secondary"
            disabled={bigger === textPercent}
            onClick={() => void change({ textPercent: bigger })}
          >
            {display.bigger}
          </button>
        </div>
        <p className="soft">{display.sample}</p>
      </fieldset>
      <Choice
        title={display.theme}
        options={display.themes}
        value={settings.theme}
        onChoose={(theme) => void change({ theme })}
      />
      <Choice
        title={display.language}
        options={display.languages}
        value={settings.language}
        onChoose={(language) => void change({ language })}
      />
      <Choice
        title={display.startPosition}
        options={display.startPositions}
        value={settings.startPosition}
        onChoose={(startPosition) => void change({ startPosition })}
      />
      <fieldset className="choice">
        <legend>{display.window}</legend>
        <label className="check">
          <input
            type="checkbox"
            checked={settings.alwaysOnTop}
            onChange={(event) => void change({ alwaysOnTop: event.currentTarget.checked })}
          />
          <span>{display.alwaysOnTop}</span>
        </label>
      </fieldset>
    </Screen>
  );
}
