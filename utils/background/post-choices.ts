/**
 * The reader's choices on single posts. A post is identified by a hash of its text. Choices are kept in
 * `storage.session`, which is never written to disk; those of private windows only in the worker's memory.
 */
import type { PostChoice } from '../contracts/post-choice.ts';
import type { StorageArea } from '../storage/settings.ts';

export interface PostChoices {
  get(ids: readonly string[], isPrivate: boolean): Promise<Record<string, PostChoice>>;
  /** All choices but those of private windows. */
  all(): Promise<Record<string, PostChoice>>;
  set(id: string, choice: PostChoice | null, isPrivate: boolean): Promise<void>;
  /** Deletes the choices made in private windows; the browser deletes the others at the end of the session. */
  forgetPrivate(): void;
}

const STORAGE_KEY = 'choices';
/** The oldest choice is deleted first. */
const MAX_CHOICES = 500;

export function createPostChoices(area: StorageArea): PostChoices {
  let privateChoices: [string, PostChoice][] = [];
  const readChoices = async (isPrivate: boolean): Promise<[string, PostChoice][]> =>
    isPrivate
      ? privateChoices
      : (((await area.get(STORAGE_KEY))[STORAGE_KEY] as [string, PostChoice][] | undefined) ?? []);
  const writeChoices = async (all: [string, PostChoice][], isPrivate: boolean): Promise<void> => {
    if (isPrivate) privateChoices = all;
    else await area.set({ [STORAGE_KEY]: all });
  };
  return {
    async get(ids, isPrivate) {
      const wanted = new Set(ids);
      return Object.fromEntries((await readChoices(isPrivate)).filter(([id]) => wanted.has(id)));
    },
    all: async () => Object.fromEntries(await readChoices(false)),
    async set(id, choice, isPrivate) {
      const others = (await readChoices(isPrivate)).filter(([known]) => known !== id);
      await writeChoices(
        choice === null ? others : [...others, [id, choice] as [string, PostChoice]].slice(-MAX_CHOICES),
        isPrivate,
      );
    },
    forgetPrivate: () => void (privateChoices = []),
  };
}
