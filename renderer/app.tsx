/** Which screen is open: what main's state calls for, and above it the customer's own way through the settings. */
import { useState } from 'react';
import type { Ready, Token } from '../shared/contract.ts';
import { call, useAppState } from './bridge.ts';
import type { Failure } from './bridge.ts';
import { ActivationScreen } from './screens/activation.tsx';
import { BlockedScreen } from './screens/blocked.tsx';
import { ChooseTokenScreen } from './screens/choose-token.tsx';
import { CodeScreen } from './screens/code.tsx';
import { Introduction } from './screens/introduction.tsx';
import { OpeningToken } from './screens/opening-token.tsx';
import { RenameTokenScreen } from './screens/rename-token.tsx';
import { SettingsScreen } from './screens/settings.tsx';
import { StartingScreen } from './screens/starting.tsx';

type Place = 'settings' | 'add' | 'rename';

export function App() {
  const state = useAppState();
  if (state.status === 'starting') return <StartingScreen />;
  if (state.status === 'blocked') return <BlockedScreen code={state.code} />;
  return <ReadyApp state={state} />;
}

function ReadyApp({ state }: { state: Ready }) {
  const { tokens, openToken, pending, clock } = state;
  const [places, setPlaces] = useState<Place[]>([]);
  const [wantedId, setWantedId] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  const go = (place: Place) => setPlaces([...places, place]);
  const back = () => setPlaces(places.slice(0, -1));

  function choose(token: Token) {
    setFailure(null);
    setWantedId(token.id);
  }
  function leaveToken() {
    setWantedId(null);
    void call('closeToken');
  }

  // A code that is being read is not interrupted; the introduction follows when it is closed.
  const introduced = openToken === null ? tokens.find((token) => token.introduction) : undefined;
  if (introduced?.introduction) {
    const done = () => {
      setPlaces([]);
      choose(introduced);
      return call('finishIntroduction', { tokenId: introduced.id });
    };
    return (
      <Introduction
        key={introduced.id}
        token={introduced}
        checkNumber={introduced.introduction.checkNumber}
        clock={clock}
        isFirst={tokens.length === 1}
        onDone={done}
      />
    );
  }

  if (tokens.length === 0) return <ActivationScreen key="first" pending={pending} />;

  switch (places.at(-1)) {
    case 'settings':
      return <SettingsScreen appVersion={state.appVersion} onBack={back} onGo={go} />;
    case 'add':
      return <ActivationScreen key="add" pending={pending} onBack={back} />;
    case 'rename':
      return <RenameTokenScreen tokens={tokens} onBack={back} />;
    case undefined:
  }

  const openSettings = () => go('settings');
  const shown = tokens.find((token) => token.id === openToken?.id);
  if (openToken !== null && shown !== undefined) {
    const onBack = tokens.length > 1 ? { onBack: leaveToken } : {};
    return (
      <CodeScreen
        key={shown.id}
        token={shown}
        openToken={openToken}
        clock={clock}
        onSettings={openSettings}
        {...onBack}
      />
    );
  }

  const only = tokens.length === 1 && tokens[0]?.condition === 'usable' ? tokens[0].id : null;
  const opening = failure === null ? (wantedId ?? only) : null;
  if (opening !== null) {
    return <OpeningToken key={opening} tokenId={opening} onFailure={setFailure} />;
  }
  return (
    <ChooseTokenScreen
      tokens={tokens}
      pending={pending}
      failure={failure}
      onChoose={choose}
      onSettings={openSettings}
    />
  );
}
