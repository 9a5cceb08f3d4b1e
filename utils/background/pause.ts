/** Pausing on a site. In a private window it is remembered in memory only. */
import { changeSettings, readSettings, type Area } from '../storage/settings.ts';

export interface Pauses {
  isPaused(host: string, incognito: boolean): Promise<boolean>;
  set(host: string, paused: boolean, incognito: boolean): Promise<void>;
  /** What private windows were told. */
  forgetPrivate(): void;
}

const MOST = 1000;

export function createPauses(area: Area): Pauses {
  const inPrivate = new Map<string, boolean>();
  return {
    async isPaused(host, incognito) {
      const remembered = incognito ? inPrivate.get(host) : undefined;
      return remembered ?? (await readSettings(area)).paused.includes(host);
    },
    async set(host, paused, incognito) {
      if (incognito) {
        inPrivate.set(host, paused);
        return;
      }
      await changeSettings(area, (settings) => {
        const others = settings.paused.filter((other) => other !== host);
        return { ...settings, paused: paused ? [...others, host].slice(-MOST) : others };
      });
    },
    forgetPrivate: () => inPrivate.clear(),
  };
}
