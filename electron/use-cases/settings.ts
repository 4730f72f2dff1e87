/** How the app looks and behaves, kept apart from the vault so that a locked one looks as chosen too. */
import * as z from 'zod';
import { AppError } from '../../shared/errors.ts';
import { defaultSettings } from '../../shared/default-settings.ts';
import { Settings } from '../../shared/state.ts';
import type { View } from '../../shared/state.ts';
import type { Log } from '../core/log.ts';
import type { Policy } from './policy/policy-table.ts';
import { boundBy } from './policy/read-policy.ts';

const TokenId = z.string().regex(/^[0-9a-f]{32}$/);

type Saved = { settings: Settings; lastTokenId: string | null };

/**
 * Each value by itself: a bad one is its first value, and the others stay. A field that a later version has
 * added is ignored, and one that this file lacks has its first value; neither is a damage.
 */
function readSaved(content: unknown): { saved: Saved; damaged: boolean } {
  const none: Saved = { settings: defaultSettings, lastTokenId: null };
  if (content === undefined) return { saved: none, damaged: false };
  const file = Fields.safeParse(content).data;
  const fields = Fields.safeParse(file?.['settings']).data;
  if (file === undefined || fields === undefined) return { saved: none, damaged: true };
  let damaged = false;
  const settings = { ...defaultSettings };
  for (const name of Object.keys(defaultSettings) as (keyof Settings)[]) {
    if (fields[name] === undefined) continue;
    const field = z.object({ [name]: Settings.shape[name] }).safeParse(fields);
    if (field.success) Object.assign(settings, field.data);
    else damaged = true;
  }
  const last = TokenId.nullable().default(null).safeParse(file['lastTokenId']);
  return {
    saved: { settings, lastTokenId: last.data ?? null },
    damaged: damaged || !last.success,
  };
}

const Fields = z.record(z.string(), z.unknown());

/** Where they are kept. `read` answers undefined before the first write; `write` throws AppError. */
export type SettingsFile = { read(): unknown; write(value: unknown): void };

type MenuEntry = NonNullable<View['menuChoice']>['entry'];

export type SettingsPart = ReturnType<typeof createSettings>;

export function createSettings(ports: { file: SettingsFile; log: Log }) {
  const found = readSaved(ports.file.read());
  let { settings, lastTokenId } = found.saved;
  let { damaged } = found;
  let menuChoice: View['menuChoice'] = null;
  let changed: () => void = () => {};
  /** Over the customer's own choices, which are kept for when it no longer is. */
  let policy: Policy = {};
  const effective = (): Settings => ({
    ...settings,
    language: policy.language ?? settings.language,
    autoLockMinutes: policy.autoLockMinutes ?? settings.autoLockMinutes,
  });
  if (damaged) ports.log('settings-damaged');

  return {
    current: effective,
    view: (): Omit<View, 'update'> => ({
      settings: effective(),
      bound: boundBy(policy),
      settingsDamaged: damaged,
      menuChoice,
    }),
    lastTokenId: (): string | null => lastTokenId,

    onChange(listener: () => void): void {
      changed = listener;
    },

    /** To be called before anything is shown. */
    bind(institutions: Policy): void {
      policy = institutions;
    },

    /**
     * Also with nothing to change: then what could not be read is written anew. Throws AppError: a code of storage,
     * set-by-institution.
     */
    change(change: { [K in keyof Settings]?: Settings[K] | undefined }): void {
      for (const name of boundBy(policy)) {
        if (name in change) throw new AppError('set-by-institution');
      }
      const next = Settings.parse({ ...settings, ...change });
      ports.file.write({ settings: next, lastTokenId });
      settings = next;
      damaged = false;
      changed();
    },

    /** Which token was opened: a convenience that is not worth an error. */
    rememberToken(tokenId: string): void {
      if (tokenId === lastTokenId) return;
      lastTokenId = tokenId;
      if (damaged) return;
      try {
        ports.file.write({ settings, lastTokenId });
      } catch (error) {
        ports.log('last-token-not-kept', error);
      }
    },

    /** Hands a choice in a native menu on to the page. */
    choose(entry: MenuEntry): void {
      menuChoice = { number: (menuChoice?.number ?? 0) + 1, entry };
      changed();
    },
  };
}
