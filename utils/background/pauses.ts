/** Hosts where the reader paused reading. Pauses of private windows are kept only in the worker's memory. */
import { updateSettings, readSettings, type StorageArea } from '../storage/settings.ts';

export interface Pauses {
  isPaused(host: string, incognito: boolean): Promise<boolean>;
  set(host: string, paused: boolean, incognito: boolean): Promise<void>;
  /** Deletes the pauses of private windows. */
  forgetPrivate(): void;
}

const MAX_PAUSED_HOSTS = 1000;

export function createPauses(area: StorageArea): Pauses {
  const privatePauses = new Map<string, boolean>();
  return {
    async isPaused(host, incognito) {
      const remembered = incognito ? privatePauses.get(host) : undefined;
      return remembered ?? (await readSettings(area)).paused.includes(host);
    },
    async set(host, paused, incognito) {
      if (incognito) {
        privatePauses.set(host, paused);
        return;
      }
      await updateSettings(area, (settings) => {
        const others = settings.paused.filter((other) => other !== host);
        return { ...settings, paused: paused ? [...others, host].slice(-MAX_PAUSED_HOSTS) : others };
      });
    },
    forgetPrivate: () => privatePauses.clear(),
  };
}
