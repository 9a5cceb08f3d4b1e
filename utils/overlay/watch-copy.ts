/** Detects that the reader copies a listed account or number. */
import type { JudgedPost } from '../contracts/page-summary.ts';
import { addPersistentListeners } from '../dom/persistent-listeners.ts';

/** Lower case without spaces, `@`, `+`, hyphens and other separators, which people write or leave out. */
const compact = (text: string): string => text.toLowerCase().replaceAll(/[\s@+().\-\u200b-\u200f\u2060\ufeff]/gu, '');

/** Shorter strings match too much. UTF-16 units. */
const MIN_UNITS = 4;

/** Whether the copied words contain an indicator that is listed in one of these posts. */
export function containsListed(copied: string, posts: readonly JudgedPost[]): boolean {
  const copiedWords = compact(copied.slice(0, 100_000));
  return posts.some(({ verdict }) =>
    verdict.reasons.some(({ id, quote }) => {
      if (verdict.kind !== 'listed' || quote === null || !id.startsWith('listed')) return false;
      const listed = compact(quote);
      return (
        listed.length >= MIN_UNITS &&
        (copiedWords.includes(listed) || (copiedWords.length >= MIN_UNITS && listed.endsWith(copiedWords)))
      );
    }),
  );
}

/** Calls back on each copy of such words. @returns stops watching */
export function watchCopy(
  document: Document,
  currentPosts: () => readonly JudgedPost[],
  onListedCopied: () => void,
): () => void {
  const onCopy = ({ isTrusted }: Event): void => {
    if (!isTrusted) return;
    const active = document.activeElement as HTMLInputElement | null;
    const field = active?.value?.slice(active.selectionStart ?? 0, active.selectionEnd ?? 0) ?? '';
    if (containsListed(field || (document.getSelection()?.toString() ?? ''), currentPosts())) onListedCopied();
  };
  const window = document.defaultView as Window;
  return addPersistentListeners(document, (signal) => {
    for (const type of ['copy', 'cut']) window.addEventListener(type, onCopy, { capture: true, signal });
  });
}
