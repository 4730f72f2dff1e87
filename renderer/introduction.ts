/** Which new token is to be introduced (A03 to A05). */
import type { State, Token } from '../shared/state.ts';

/** None while a code is being read: the introduction follows when it is closed. */
export const tokenToIntroduce = (state: State): Token | undefined =>
  state.status === 'ready' && state.openToken === null
    ? state.tokens.find((token) => token.introduction !== null)
    : undefined;
