/** The last warning that the reader hid or called fine, for as long as that can be undone. */
import type { Finding } from '../../utils/page-reader/overlay-state.ts';

const UNDO_MS = 12_000;

export interface Dismissal {
  finding: Finding;
  kind: 'hidden' | 'fine';
}

export interface LastDismissal {
  current(): Dismissal | null;
  set(dismissal: Dismissal): void;
  clear(): void;
}

/** @param isInUse whether a keyboard is at "Undo": then it waits on  @param onEnd called after the time */
export function createLastDismissal(isInUse: () => boolean, onEnd: () => void): LastDismissal {
  let last: Dismissal | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const clear = (): void => {
    clearTimeout(timer);
    last = null;
  };
  const end = (): void => {
    if (isInUse()) {
      timer = setTimeout(end, UNDO_MS);
      return;
    }
    clear();
    onEnd();
  };
  return {
    current: () => last,
    set(dismissal) {
      clear();
      last = dismissal;
      timer = setTimeout(end, UNDO_MS);
    },
    clear,
  };
}
