/** What a signed directory says, how long it lives, and which key may do what. */
import { minDaysLeft, plainAddresses } from '../../package/vendor.ts';
import { Fault, Usage, word } from '../command.ts';
import type { Context } from '../command.ts';
import { daySeconds } from './check.ts';
import { keyTimes } from './key-times.ts';
import { readDirectory } from './signed.ts';
import { lastOf, readState } from './state.ts';

export async function inspect(context: Context): Promise<void> {
  const { t, options } = context;
  const leastDays = leastDaysOf(context);
  const { directory, kid, isNext } = await readDirectory(word(context, 0), context);
  const { seq, iat, exp, institutions, app } = directory;
  if (options.json === true) {
    context.print(JSON.stringify(directory, null, 2));
  } else {
    context.print(t.list(seq, t.instant(iat), t.instant(exp)));
    context.print(isNext ? t.signedByNext(kid) : t.signedByPresent(kid));
    if (app !== undefined) context.print(t.appLine(app.version, app.minimum));
    for (const entry of institutions) {
      context.print(t.entry(entry.serviceId, entry.name, entry.issuerUrl));
      for (const key of entry.encryptionKeys) context.print(t.keyLine(key.kid, 'enc', false));
      for (const key of entry.signingKeys) context.print(t.keyLine(key.kid, 'sig', false));
    }
  }
  for (const { index, member } of plainAddresses(directory)) {
    context.warn(`institutions[${index}].${member}: ${t.httpsAlone}`);
  }
  if (iat > context.now() / 1000 + daySeconds) context.warn(t.yetToCome(t.instant(iat)));
  tellExpiry(exp, leastDays, context);
}

export function status(context: Context): void {
  const { t } = context;
  const leastDays = leastDaysOf(context);
  const state = readState(word(context, 0), context);
  const last = lastOf(state);
  if (last === null) throw new Fault(t.neverSigned);
  context.print(t.list(last.seq, t.instant(last.iat), t.instant(last.exp)));
  for (const time of keyTimes(state, Math.floor(context.now() / 1000))) {
    context.print(`${time.serviceId} ${time.kid}: ${t.keyTime(time)}`);
  }
  tellExpiry(last.exp, leastDays, context);
}

function leastDaysOf({ options, t }: Context): number | null {
  const asked = options['min-days'];
  if (asked === undefined) return null;
  if (!/^[0-9]{1,3}$/.test(asked)) throw new Usage(t.badDays);
  return Number(asked);
}

/** A Fault where too few days are left: a timer that runs this is heard. */
function tellExpiry(exp: number, leastDays: number | null, { t, now, warn }: Context): void {
  const left = Math.floor((exp - now() / 1000) / daySeconds);
  if (left < 0) throw new Fault(t.expired(t.instant(exp)));
  if (leastDays !== null && left < leastDays) throw new Fault(t.expiresSoon(left, t.date(exp)));
  if (left < minDaysLeft) warn(t.expiresSoon(left, t.date(exp)));
}
