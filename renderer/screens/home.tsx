/** With the vault open: the first set-up, a new token's introduction, the code, or the choice among tokens. */
import { useState } from 'react';
import type { OpenToken, Ready, Token, Update } from '../../shared/state.ts';
import { call } from '../bridge.ts';
import { nextTextPercent } from '../format/text-size.ts';
import { codeIsAll } from '../hooks/use-mini-window.ts';
import type { MiniWindow } from '../hooks/use-mini-window.ts';
import { useCall } from '../hooks/use-call.ts';
import { tokenToIntroduce } from '../introduction.ts';
import type { Turn } from '../parts/code/mini-code.tsx';
import { ActivationScreen } from './activation.tsx';
import type { IdsDraft } from './activation.tsx';
import { ChooseTokenScreen } from './choose-token.tsx';
import { CodeScreen } from './code.tsx';
import { Introduction } from './introduction.tsx';
import { OpeningToken } from './opening-token.tsx';
import { StartingScreen } from './starting.tsx';
import type * as routedScreens from './routed.tsx';
import { WelcomeScreen } from './welcome.tsx';

export type HomeScreenProps = {
  state: Ready;
  draft: IdsDraft;
  mini: MiniWindow;
  /** A14, which comes with the later screens. */
  Passcode: typeof routedScreens.PasscodeScreen | undefined;
  /** With the first set-up, after the welcome. */
  hasBegun: boolean;
  onBegin: () => void;
  onSettings: () => void;
  onNoMail: () => void;
  onPractice: () => void;
  onRenew: () => void;
  onUpdate: () => void;
  onIntroduced: () => void;
};

export function HomeScreen(props: HomeScreenProps) {
  const { state, draft, mini, hasBegun, onBegin, onSettings, onNoMail, onPractice } = props;
  const { Passcode, onRenew, onUpdate, onIntroduced } = props;
  const { tokens, openToken, pending, clock } = state;
  const [wantedId, setWantedId] = useState<string | null>(null);
  const opening = useCall();

  function choose(token: Token) {
    opening.dismissFailure();
    setWantedId(token.id);
  }
  function leaveToken() {
    setWantedId(null);
    void call('closeToken');
  }

  const introduced = tokenToIntroduce(state);
  if (introduced?.introduction) {
    const done = () => {
      onIntroduced();
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

  const isBlank = draft.ids.serviceId === '' && draft.ids.userId === '';
  if (tokens.length === 0 && pending.length === 0 && isBlank && !hasBegun) {
    return (
      <WelcomeScreen
        clock={clock}
        onBegin={onBegin}
        onNoMail={onNoMail}
        onPractice={onPractice}
        onBigger={() =>
          void call('changeSettings', {
            textPercent: nextTextPercent(state.view.settings.textPercent, 1),
          })
        }
        onSettings={onSettings}
      />
    );
  }
  if (tokens.length === 0) {
    return (
      <ActivationScreen
        key={draft.linkNumber}
        isFirst
        pending={pending}
        clock={clock}
        draft={draft}
        onNoMail={onNoMail}
        onSettings={onSettings}
      />
    );
  }

  const shown = tokens.find((token) => token.id === openToken?.id);
  if (openToken !== null && shown !== undefined) {
    return (
      <OpenCode
        state={state}
        token={shown}
        openToken={openToken}
        mini={mini}
        onOther={(tokenId) => {
          setWantedId(tokenId);
          opening.run(() => call('openToken', { tokenId }));
        }}
        onSettings={onSettings}
        onRenew={onRenew}
        onUpdate={isNews(state.view.update) ? onUpdate : undefined}
        {...(tokens.length > 1 ? { onBack: leaveToken } : {})}
      />
    );
  }

  const asksPasscode = opening.failure?.code === 'passcode-required';
  if (asksPasscode && !state.passcode.isSet) {
    if (Passcode === undefined) return <StartingScreen />;
    return <Passcode state={state} asked onBack={opening.dismissFailure} />;
  }

  const only = tokens.length === 1 && tokens[0]?.condition === 'usable' ? tokens[0].id : null;
  const wanted = tokens.some(({ id }) => id === wantedId) ? wantedId : null;
  // With a passcode that has been set since, what was wanted is there to be opened.
  const failure = asksPasscode ? null : opening.failure;
  const toOpen = failure === null ? (wanted ?? only) : null;
  if (toOpen !== null) {
    return <OpeningToken key={toOpen} tokenId={toOpen} run={opening.run} />;
  }
  return (
    <ChooseTokenScreen
      tokens={tokens}
      lastTokenId={state.lastTokenId}
      pending={pending}
      failure={failure}
      onChoose={choose}
      onSettings={onSettings}
    />
  );
}

/** What there is to do about a newer version of the app. */
const isNews = (update: Update) =>
  update.step !== 'none' && (update.step === 'ready' || update.isTooOld);

type OpenCodeProps = {
  state: Ready;
  token: Token;
  openToken: OpenToken;
  mini: MiniWindow;
  /** To the code of another token. */
  onOther: (tokenId: string) => void;
  onSettings: () => void;
  onRenew: () => void;
  onUpdate: (() => void) | undefined;
  onBack?: () => void;
};

function OpenCode(props: OpenCodeProps) {
  const { state, token, openToken, mini, onOther, ...ways } = props;
  const { settings } = state.view;
  /** Which button of the mini window brought the token that is shown. */
  const [turned, setTurned] = useState<Turn | null>(null);
  const usable = state.tokens.filter(({ condition }) => condition === 'usable');

  function turn(step: Turn, byButton: boolean) {
    const next = usable.at((usable.indexOf(token) + step) % usable.length);
    if (next === undefined) return;
    setTurned(byButton ? step : null);
    onOther(next.id);
  }

  return (
    <CodeScreen
      key={token.id}
      token={token}
      openToken={openToken}
      clock={state.clock}
      announcesCodes={settings.announceCodes}
      {...ways}
      {...(codeIsAll(state) ? { onMini: mini.toggle } : {})}
      mini={
        mini.Frame
          ? {
              Frame: mini.Frame,
              alwaysOnTop: settings.alwaysOnTop,
              turned,
              ...(usable.length > 1 ? { onTurn: turn } : {}),
            }
          : null
      }
    />
  );
}
