/**
 * What the reader decided on single posts: "this is fine", or "open anyway". A post is known by a number made of its
 * words, and all of it lives in the browser's memory, never on the disk; of private windows in the worker's own.
 */
import type { StorageArea } from '../storage/settings.ts';

export const CHOICES = ['fine', 'opened'] as const;
export type Choice = (typeof CHOICES)[number];

export interface PostChoices {
  get(ids: readonly string[], incognito: boolean): Promise<Record<string, Choice>>;
  set(id: string, choice: Choice | null, incognito: boolean): Promise<void>;
  /** What private windows were told; the rest goes with the session. */
  forgetPrivate(): void;
}

const STORAGE_KEY = 'choices';
/** Choices kept; the oldest go first. */
const MAX_CHOICES = 500;

export function createPostChoices(area: StorageArea): PostChoices {
  let privateChoices: [string, Choice][] = [];
  const readChoices = async (incognito: boolean): Promise<[string, Choice][]> =>
    incognito ? privateChoices : (((await area.get(STORAGE_KEY))[STORAGE_KEY] as [string, Choice][] | undefined) ?? []);
  const writeChoices = async (all: [string, Choice][], incognito: boolean): Promise<void> => {
    if (incognito) privateChoices = all;
    else await area.set({ [STORAGE_KEY]: all });
  };
  return {
    async get(ids, incognito) {
      const wanted = new Set(ids);
      return Object.fromEntries((await readChoices(incognito)).filter(([id]) => wanted.has(id)));
    },
    async set(id, choice, incognito) {
      const others = (await readChoices(incognito)).filter(([known]) => known !== id);
      await writeChoices(
        choice === null ? others : [...others, [id, choice] as [string, Choice]].slice(-MAX_CHOICES),
        incognito,
      );
    },
    forgetPrivate: () => void (privateChoices = []),
  };
}
