/** The customer's own way through the settings, on top of the screen that main's state calls for. */
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Settings, State, View } from '../shared/state.ts';
import { call } from './bridge.ts';
import { nextTextPercent } from './format/text-size.ts';
import { useKeys } from './hooks/use-keys.ts';

export type Route =
  | 'settings'
  | 'add'
  | 'rename'
  | 'order'
  | 'remove'
  | 'renew'
  | 'clock'
  | 'passcode'
  | 'display'
  | 'diagnosis'
  | 'help'
  | 'record'
  | 'practice'
  | 'noMail'
  | 'terms'
  | 'about'
  | 'licences';

/** What the tokens are needed for. */
const needTokens: ReadonlySet<Route> = new Set([
  'add',
  'rename',
  'order',
  'remove',
  'renew',
  'clock',
  'passcode',
]);

type MenuEntry = NonNullable<View['menuChoice']>['entry'];

export type Navigation = {
  route: Route | undefined;
  go: (route: Route) => void;
  back: () => void;
  home: () => void;
  /** In place of whatever is open. */
  goStraight: (route: Route) => void;
  shortcutsOpen: boolean;
  openShortcuts: (open: boolean) => void;
};

/**
 * @param busy the screen at home is not to be left, as while a new token is introduced
 * @param toggleMini to and fro between the full window and the mini window
 */
export function useNavigation(state: State, busy: boolean, toggleMini: () => void): Navigation {
  const [routes, setRoutes] = useState<Route[]>([]);
  const [shortcutsOpen, openShortcuts] = useState(false);
  const isLocked = state.status === 'locked';
  // What was open before the lock is not open after it.
  if (isLocked && routes.length > 0) setRoutes([]);
  const hasTokens = state.status === 'ready' && state.tokens.length > 0;
  /** The last token's removal is still told when it is gone. */
  const allowed = (route: Route) =>
    hasTokens || !needTokens.has(route) || (route === 'remove' && state.status === 'ready');
  const reachable = routes.filter(allowed);

  const go = (route: Route) => {
    if (allowed(route) && route !== reachable.at(-1)) setRoutes([...reachable, route]);
  };

  function choose(entry: MenuEntry): void {
    if (busy && !['bigger', 'smaller', 'usual', 'shortcuts'].includes(entry)) return;
    switch (entry) {
      case 'bigger':
      case 'smaller':
      case 'usual':
        resize(state.view.settings, entry);
        return;
      case 'mini':
        // A dialog is read first.
        if (document.querySelector('dialog[open]') === null) toggleMini();
        return;
      case 'shortcuts':
        openShortcuts(true);
        return;
      case 'print':
        go('record');
        return;
      case 'add':
      case 'settings':
      case 'display':
      case 'diagnosis':
      case 'help':
      case 'about':
        go(entry);
    }
  }

  const { menuChoice } = state.view;
  const seen = useRef(menuChoice?.number ?? 0);
  const chooseFromMenu = useEffectEvent(choose);
  useEffect(() => {
    if (menuChoice === null || menuChoice.number <= seen.current) return;
    seen.current = menuChoice.number;
    chooseFromMenu(menuChoice.entry);
  }, [menuChoice]);

  useKeys({
    ',': () => choose('settings'),
    n: () => choose('add'),
    p: () => choose('print'),
    '/': () => choose('shortcuts'),
    f1: () => choose('help'),
    '+': () => choose('bigger'),
    // The same key without Shift, on a Japanese and on an American keyboard.
    ';': () => choose('bigger'),
    '=': () => choose('bigger'),
    '-': () => choose('smaller'),
    '0': () => choose('usual'),
    k: () => choose('mini'),
  });

  return {
    // Nothing stays open above the lock.
    route: busy || isLocked ? undefined : reachable.at(-1),
    go,
    back: () => setRoutes(reachable.slice(0, -1)),
    home: () => setRoutes([]),
    goStraight: (to) => setRoutes([to]),
    shortcutsOpen,
    openShortcuts,
  };
}

function resize({ textPercent }: Settings, entry: 'bigger' | 'smaller' | 'usual'): void {
  const percent =
    entry === 'usual' ? 100 : nextTextPercent(textPercent, entry === 'bigger' ? 1 : -1);
  void call('changeSettings', { textPercent: percent });
}
