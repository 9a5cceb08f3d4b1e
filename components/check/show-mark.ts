/** Scrolls to a mark in the text and focuses it. */

/** Element id of the mark that starts at an offset of the pasted text. */
export function markId(start: number): string {
  return `mark-${start}`;
}

/** Shows the mark at an offset, or the last one before it, as overlapping marks are drawn once. */
export function showMark(start: number | null): void {
  if (start === null) return;
  const marks = [...document.querySelectorAll<HTMLElement>('mark[data-start]')];
  const mark = marks.findLast((one) => Number(one.dataset['start']) <= start) ?? marks[0];
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  mark?.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' });
  mark?.focus({ preventScroll: true });
}
