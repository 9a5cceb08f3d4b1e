/** Migrations of stored settings from each version to the next. A released migration is never edited. */

type Stored = Readonly<Record<string, unknown>>;

/** Version of the settings that this code writes. */
export const SETTINGS_VERSION = 2;

/** Migration from each version to the next. */
const MIGRATIONS: Readonly<Record<number, (stored: Stored) => Stored>> = {
  // Version 1 had only `paused` and `language`, and no version field.
  1: (stored) => ({ ...stored, sensitivity: 'normal' }),
};

/**
 * Brings stored settings to the current version; an empty object when they are no settings. Settings of a later version
 * stay unchanged: they come from a browser profile that went back to an older package.
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
