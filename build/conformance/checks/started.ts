/** A token in use, and its codes at the bank: by what the institution's own side can do. */
import { NotTried } from '../check.ts';
import { askTime, newConfirmedToken } from '../client/ask.ts';
import type { Token } from '../client/ask.ts';
import { codeAt } from '../client/code.ts';
import type { Kit } from '../kit.ts';

/** A code that is taken one step late sets a drift, and the next one would be beyond it. */
const timeToTakeMs = 3000;

/** By the institution's clock, as a right app's are, and never at the very end of its step. */
export async function codeNow(kit: Kit, { otp }: Token, away = 0): Promise<string> {
  const { payload } = await askTime(kit);
  const serverTime = Number(payload['serverTime']);
  if (!Number.isFinite(serverTime)) throw new NotTried('no-token', 'time');
  const stepMs = otp.period * 1000;
  const leftMs = stepMs - (serverTime % stepMs);
  if (leftMs > timeToTakeMs) return codeAt(otp, serverTime, away);
  await new Promise((resolve) => setTimeout(resolve, leftMs));
  return codeAt(otp, serverTime + leftMs, away);
}

/** Throws a NotTried where its first code is not taken: that is another check's affair. */
export async function startedToken(kit: Kit): Promise<Token> {
  const token = await newConfirmedToken(kit);
  const code = await codeNow(kit, token);
  const { taken } = await kit.deeds.run('start', { userId: token.userId, code });
  if (taken !== true) throw new NotTried('no-token', 'start');
  return token;
}

export async function takeCode(kit: Kit, token: Token, away: number): Promise<boolean> {
  const code = await codeNow(kit, token, away);
  const { taken } = await kit.deeds.run('code', { userId: token.userId, code });
  return taken === true;
}
