/**
 * The reader's settings, in `storage.local`, with a version. Older settings are migrated when they are read; a damaged
 * value falls back to its default.
 */
import * as v from 'valibot';
import { SENSITIVITIES } from '../detect/apply-sensitivity.ts';
import { migrateSettings, SETTINGS_VERSION } from './settings-migrations.ts';

export const SettingsSchema = v.looseObject({
  version: v.fallback(v.pipe(v.number(), v.integer(), v.minValue(SETTINGS_VERSION)), SETTINGS_VERSION),
  /** Hosts where reading is paused. */
  paused: v.fallback(v.array(v.pipe(v.string(), v.maxLength(253))), []),
  /** Language of the interface, as BCP 47; null follows the browser. */
  language: v.fallback(v.nullable(v.pipe(v.string(), v.maxLength(35))), null),
  /** How strong the signs must be before a caution is shown. */
  sensitivity: v.fallback(v.picklist(SENSITIVITIES), 'normal'),
  /** Fingerprints of seen posts are kept, to find one text under several names. */
  remembersPosts: v.fallback(v.optional(v.boolean(), false), false),
  /** After a result the reader is asked "Was this right?". */
  asksFeedback: v.fallback(v.optional(v.boolean(), false), false),
});

/** Fields of a later version are kept. */
export type Settings = v.InferOutput<typeof SettingsSchema>;

export const DEFAULT_SETTINGS: Settings = v.parse(SettingsSchema, {});

export const SettingsChangeSchema = v.strictObject({
  language: v.exactOptional(v.nullable(v.pipe(v.string(), v.maxLength(35)))),
  sensitivity: v.exactOptional(v.picklist(SENSITIVITIES)),
  remembersPosts: v.exactOptional(v.boolean()),
  asksFeedback: v.exactOptional(v.boolean()),
});
/** The settings that the options page changes; pauses have their own message. */
export type SettingsChange = v.InferOutput<typeof SettingsChangeSchema>;

/** The part of `browser.storage.local` that is used. */
export interface StorageArea {
  get(key: string): Promise<Record<string, unknown>>;
  set(values: Record<string, unknown>): Promise<void>;
}

export const SETTINGS_KEY = 'settings';

export async function readSettings(area: StorageArea): Promise<Settings> {
  return v.parse(SettingsSchema, migrateSettings((await area.get(SETTINGS_KEY))[SETTINGS_KEY]));
}

/** The last pending update of each area: updates run one after another, so that none is lost. */
const pendingUpdates = new WeakMap<StorageArea, Promise<unknown>>();

/** Updates run one after another. Only the background may call this. */
export function updateSettings(area: StorageArea, change: (settings: Settings) => Settings): Promise<Settings> {
  const made = (pendingUpdates.get(area) ?? Promise.resolve()).then(async () => {
    const changed = change(await readSettings(area));
    await area.set({ [SETTINGS_KEY]: changed });
    return changed;
  });
  pendingUpdates.set(
    area,
    made.catch(() => undefined),
  );
  return made;
}
