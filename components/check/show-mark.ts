/** Brings a marked place of the text into view and under the keyboard. */

/** Id of the mark that begins at an offset of the pasted text. */
export function markId(start: number): string {
  return `mark-${start}`;
}

/** The mark at an offset, or the last one before it: of two that overlap only one is drawn. */
export function showMark(start: number | null): void {
  if (start === null) return;
  const marks = [...document.querySelectorAll<HTMLElement>('mark[data-start]')];
  const mark = marks.findLast((one) => Number(one.dataset['start']) <= start) ?? marks[0];
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  mark?.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' });
  mark?.focus({ preventScroll: true });
}
