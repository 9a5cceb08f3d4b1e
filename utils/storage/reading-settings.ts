/**
 * The reader's settings, for the code that reads pages. Damaged or hanging storage must not prevent a warning, so the
 * defaults apply until it answers. Code that deletes or overwrites data must not use them: it calls `readSettings`.
 */
import { DEFAULT_SETTINGS, readSettings, type Settings, type StorageArea } from './settings.ts';

export interface ReadingSettingsDeps {
  wait(milliseconds: number): Promise<void>;
  /** Called when the storage answers again: what was decided without it is outdated. */
  onLate(): void;
}

/** Storage that works answers in some milliseconds; while a browser starts, in some hundreds. */
const LIMIT_MS = 2_000;
/** Damaged storage takes seconds for each refusal, one after the other. */
const RETRY_MS = 60_000;

export function createReadingSettings(
  area: StorageArea,
  { wait, onLate }: ReadingSettingsDeps,
): () => Promise<Settings> {
  let isBroken = false;

  async function recover(pending: Promise<Settings>): Promise<void> {
    for (let read: Promise<Settings | null> = pending; ; read = readSettings(area)) {
      if ((await read.catch(() => null)) !== null) break;
      await wait(RETRY_MS);
    }
    isBroken = false;
    onLate();
  }

  return async () => {
    if (isBroken) return DEFAULT_SETTINGS;
    const pending = readSettings(area);
    const found = await Promise.race([pending.catch(() => null), wait(LIMIT_MS).then(() => null)]);
    if (found !== null) return found;
    if (!isBroken) void recover(pending);
    isBroken = true;
    return DEFAULT_SETTINGS;
  };
}
