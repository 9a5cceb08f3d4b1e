/**
 * Hosts where the reader paused reading. Pauses of private windows are kept in `storage.session`, which is never written to
 * disk. The worker's own memory would lose them after half a minute.
 */
import type { RemovableStorageArea } from './channel-problems.ts';
import { updateSettings, readSettings, type Settings, type StorageArea } from '../storage/settings.ts';

export interface Pauses {
  isPaused(host: string, isPrivate: boolean): Promise<boolean>;
  set(host: string, paused: boolean, isPrivate: boolean): Promise<void>;
  /** Deletes the pauses of private windows. */
  forgetPrivate(): Promise<void>;
}

const MAX_PAUSED_HOSTS = 1000;
const PRIVATE_KEY = 'private-pauses';

/**
 * @param session `storage.session`
 * @param saved the settings, also where the storage is damaged
 */
export function createPauses(
  area: StorageArea,
  session: RemovableStorageArea,
  saved: () => Promise<Pick<Settings, 'paused'>> = () => readSettings(area),
): Pauses {
  const privatePauses = async (): Promise<Map<string, boolean>> =>
    new Map((await session.get(PRIVATE_KEY))[PRIVATE_KEY] as [string, boolean][] | undefined);
  return {
    async isPaused(host, isPrivate) {
      const remembered = isPrivate ? (await privatePauses()).get(host) : undefined;
      return remembered ?? (await saved()).paused.includes(host);
    },
    async set(host, paused, isPrivate) {
      if (isPrivate) {
        await session.set({ [PRIVATE_KEY]: [...(await privatePauses()).set(host, paused)] });
        return;
      }
      await updateSettings(area, (settings) => {
        const others = settings.paused.filter((other) => other !== host);
        return { ...settings, paused: paused ? [...others, host].slice(-MAX_PAUSED_HOSTS) : others };
      });
    },
    forgetPrivate: () => session.remove(PRIVATE_KEY),
  };
}
