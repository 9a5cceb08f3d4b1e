/** The reader's choices, in `storage.local`. Read through a schema, so that a damaged value falls back to its default. */
import * as v from 'valibot';

export const SettingsSchema = v.object({
  /** Hosts where reading is paused. */
  paused: v.fallback(v.array(v.pipe(v.string(), v.maxLength(253))), []),
  /** Language of the interface; null follows the browser. */
  language: v.fallback(v.nullable(v.string()), null),
});

export type Settings = v.InferOutput<typeof SettingsSchema>;

/** The part of `browser.storage.local` that is used. */
export interface Area {
  get(key: string): Promise<Record<string, unknown>>;
  set(values: Record<string, unknown>): Promise<void>;
}

const KEY = 'settings';

export async function readSettings(area: Area): Promise<Settings> {
  const stored = (await area.get(KEY))[KEY];
  return v.parse(
    SettingsSchema,
    typeof stored === 'object' && stored !== null ? stored : { paused: [], language: null },
  );
}

export async function changeSettings(area: Area, change: (settings: Settings) => Settings): Promise<Settings> {
  const changed = change(await readSettings(area));
  await area.set({ [KEY]: changed });
  return changed;
}
