/** The forms that stored settings have had, and the step from each to the next. A released step is never edited. */

type Stored = Readonly<Record<string, unknown>>;

/** Form of the settings that this version writes. */
export const SETTINGS_VERSION = 2;

/** Version to the step that leads to the next one. */
const MIGRATIONS: Readonly<Record<number, (stored: Stored) => Stored>> = {
  // 1 had no version: `paused` and `language` alone.
  1: (stored) => ({ ...stored, sensitivity: 'normal' }),
};

/**
 * Settings in the present form, from whatever is stored; an empty object where nothing sensible is. Settings of a later
 * version stay as they are: they come from a browser profile that went back to an older package.
 */
export function migrateSettings(stored: unknown): Stored {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return {};
  let settings = stored as Stored;
  let version = versionOf(settings);
  while (version < SETTINGS_VERSION) {
    const step = MIGRATIONS[version];
    if (step === undefined) break;
    settings = { ...step(settings), version: version + 1 };
    version += 1;
  }
  return settings;
}

function versionOf(settings: Stored): number {
  const version = settings['version'];
  return typeof version === 'number' && Number.isInteger(version) && version >= 1 ? version : 1;
}
