/** A20 画面と文字: what is chosen is seen at once, and kept. */
import { languageNames } from '../../shared/language.ts';
import type { Settings } from '../../shared/state.ts';
import { call, useIsBound } from '../bridge.ts';
import { useCall } from '../hooks/use-call.ts';
import { commandKey } from '../hooks/use-keys.ts';
import { Choice } from '../parts/fields/choice.tsx';
import { FailureNotice } from '../parts/notices/failure-notice.tsx';
import { Screen } from '../parts/screen.tsx';
import { useRoutedText } from '../strings/use-routed-text.ts';
import { nextTextPercent } from '../format/text-size.ts';

export function DisplayScreen({ settings, onBack }: { settings: Settings; onBack: () => void }) {
  const { display } = useRoutedText();
  const { failure, run } = useCall();
  const isLanguageBound = useIsBound('language');
  const { textPercent } = settings;
  const smaller = nextTextPercent(textPercent, -1);
  const bigger = nextTextPercent(textPercent, 1);

  const change = (wanted: Partial<Settings>) => run(() => call('changeSettings', wanted));

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
            onClick={() => change({ textPercent: smaller })}
          >
            {display.smaller}
          </button>
          <output>{display.percent(textPercent)}</output>
          <button
            type="button"
            className="secondary"
            disabled={bigger === textPercent}
            onClick={() => change({ textPercent: bigger })}
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
        onChoose={(theme) => change({ theme })}
      />
      <Choice
        title={display.language}
        options={{ system: display.systemLanguage, ...languageNames }}
        value={settings.language}
        isBound={isLanguageBound}
        onChoose={(language) => change({ language })}
      />
      <Choice
        title={display.startPosition}
        options={display.startPositions}
        value={settings.startPosition}
        onChoose={(startPosition) => change({ startPosition })}
      />
      <fieldset className="choice">
        <legend>{display.window}</legend>
        <label className="check">
          <input
            type="checkbox"
            checked={settings.alwaysOnTop}
            onChange={(event) => change({ alwaysOnTop: event.currentTarget.checked })}
          />
          <span>{display.alwaysOnTop}</span>
        </label>
        <p className="soft">{display.mini(`${commandKey}+K`)}</p>
      </fieldset>
      <fieldset className="choice">
        <legend>{display.readers}</legend>
        <label className="check">
          <input
            type="checkbox"
            checked={settings.announceCodes}
            onChange={(event) => change({ announceCodes: event.currentTarget.checked })}
          />
          <span>{display.announceCodes}</span>
        </label>
      </fieldset>
    </Screen>
  );
}
