/** Notices that the reader copies an account or number that a list names. */
import type { FoundPost } from '../messaging/protocol.ts';
import { keepListening } from './keep-listening.ts';

/** Words compared without what people leave away: spaces, signs before a name, hyphens in a number. */
const bare = (text: string): string => text.toLowerCase().replaceAll(/[\s@+().\-\u200b-\u200f\u2060\ufeff]/gu, '');

/** Shorter than this, words may be part of anything. */
const LEAST = 4;

/** Whether the copied words hold what a list names in these posts. */
export function holdsListed(copied: string, found: readonly FoundPost[]): boolean {
  const words = bare(copied.slice(0, 100_000));
  return found.some(({ verdict }) =>
    verdict.reasons.some(({ id, quote }) => {
      if (verdict.kind !== 'listed' || quote === null || !id.startsWith('listed')) return false;
      const listed = bare(quote);
      return listed.length >= LEAST && (words.includes(listed) || (words.length >= LEAST && listed.endsWith(words)));
    }),
  );
}

/** Calls back on each copy of such words; gives a function that stops it. */
export function watchCopy(document: Document, found: () => readonly FoundPost[], noticed: () => void): () => void {
  const onCopy = ({ isTrusted }: Event): void => {
    if (!isTrusted) return;
    const active = document.activeElement as HTMLInputElement | null;
    const field = active?.value?.slice(active.selectionStart ?? 0, active.selectionEnd ?? 0) ?? '';
    if (holdsListed(field || (document.getSelection()?.toString() ?? ''), found())) noticed();
  };
  const window = document.defaultView as Window;
  const unlisten = keepListening(document, () => {
    window.addEventListener('copy', onCopy, true);
    window.addEventListener('cut', onCopy, true);
  });
  return () => {
    unlisten();
    window.removeEventListener('copy', onCopy, true);
    window.removeEventListener('cut', onCopy, true);
  };
}
