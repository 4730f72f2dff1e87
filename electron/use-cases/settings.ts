/** How the app looks and behaves, kept apart from the vault so that a locked one looks as chosen too. */
import * as z from 'zod';
import { defaultSettings } from '../../shared/default-settings.ts';
import { Settings } from '../../shared/state.ts';
import type { View } from '../../shared/state.ts';
import type { Log } from '../core/log.ts';

/** A field that a later version has added is ignored, and one that it lacks has its first value. */
const Saved = z.object({
  settings: z.preprocess(
    (saved) =>
      saved !== null && typeof saved === 'object' ? { ...defaultSettings, ...saved } : saved,
    z.object(Settings.shape),
  ),
  lastTokenId: z.string().nullable().default(null),
});

/** Where they are kept. `read` answers undefined before the first write; `write` throws AppError. */
export type SettingsFile = { read(): unknown; write(value: unknown): void };

type MenuEntry = NonNullable<View['menuChoice']>['entry'];

export type SettingsPart = ReturnType<typeof createSettings>;

export function createSettings(ports: { file: SettingsFile; log: Log }) {
  const content = ports.file.read();
  const saved = Saved.safeParse(content);
  let { settings, lastTokenId } = saved.data ?? { settings: defaultSettings, lastTokenId: null };
  let damaged = content !== undefined && !saved.success;
  let menuChoice: View['menuChoice'] = null;
  let changed: () => void = () => {};
  if (damaged) ports.log('settings-damaged');

  return {
    current: (): Settings => settings,
    view: (): View => ({ settings, settingsDamaged: damaged, menuChoice }),
    lastTokenId: (): string | null => lastTokenId,

    onChange(listener: () => void): void {
      changed = listener;
    },

    /** Also with nothing to change: then what could not be read is written anew. Throws AppError. */
    change(change: { [K in keyof Settings]?: Settings[K] | undefined }): void {
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
