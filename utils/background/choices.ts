/**
 * What the reader decided on single posts: "this is fine", or "open anyway". A post is known by a number made of its
 * words, and all of it lives in the browser's memory, never on the disk; of private windows in the worker's own.
 */
import type { Area } from '../storage/settings.ts';

export const CHOICES = ['fine', 'opened'] as const;
export type Choice = (typeof CHOICES)[number];

export interface PostChoices {
  get(ids: readonly string[], incognito: boolean): Promise<Record<string, Choice>>;
  set(id: string, choice: Choice | null, incognito: boolean): Promise<void>;
  /** What private windows were told; the rest goes with the session. */
  forgetPrivate(): void;
}

const KEY = 'choices';
/** Choices kept; the oldest go first. */
const MOST = 500;

export function createPostChoices(area: Area): PostChoices {
  let inPrivate: [string, Choice][] = [];
  const kept = async (incognito: boolean): Promise<[string, Choice][]> =>
    incognito ? inPrivate : (((await area.get(KEY))[KEY] as [string, Choice][] | undefined) ?? []);
  const keep = async (all: [string, Choice][], incognito: boolean): Promise<void> => {
    if (incognito) inPrivate = all;
    else await area.set({ [KEY]: all });
  };
  return {
    async get(ids, incognito) {
      const wanted = new Set(ids);
      return Object.fromEntries((await kept(incognito)).filter(([id]) => wanted.has(id)));
    },
    async set(id, choice, incognito) {
      const others = (await kept(incognito)).filter(([known]) => known !== id);
      await keep(choice === null ? others : [...others, [id, choice] as [string, Choice]].slice(-MOST), incognito);
    },
    forgetPrivate: () => void (inPrivate = []),
  };
}
