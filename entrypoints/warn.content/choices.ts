/** The reader's decisions on posts. The worker keeps them until the browser closes; this is a cache in the frame. */
import { sendMessage } from '../../utils/messaging/content-messages.ts';
import type { PostChoice } from '../../utils/contracts/post-choice.ts';

export interface Choices {
  get(id: string): PostChoice | null;
  set(id: string, choice: PostChoice | null): void;
  /** Requests the decisions on these posts, once each. */
  load(ids: readonly string[]): void;
}

/** @param onChange called when more is known */
export function createChoices(onChange: () => void): Choices {
  const known = new Map<string, PostChoice>();
  const requestedIds = new Set<string>();
  const request = async (ids: string[]): Promise<void> => {
    const answer = await sendMessage('choices.get', { ids });
    const found = Object.entries(answer?.choices ?? {});
    for (const [id, choice] of found) if (!known.has(id)) known.set(id, choice);
    if (found.length > 0) onChange();
  };
  return {
    get: (id) => known.get(id) ?? null,
    set(id, choice) {
      requestedIds.add(id);
      if (choice === null) known.delete(id);
      else known.set(id, choice);
      void sendMessage('choices.set', { id, choice });
    },
    load(ids) {
      const newIds = ids.filter((id) => !requestedIds.has(id)).slice(0, 200);
      if (newIds.length === 0) return;
      for (const id of newIds) requestedIds.add(id);
      void request(newIds);
    },
  };
}
