/**
 * Part of wrong characters of a text that was read. It is the edit distance (Levenshtein), divided by the true text's
 * length.
 */

/** Emoji and invisible signs are left out of both; white space counts as one space. */
export function characterErrors(truth: string, read: string): number {
  const [a, b] = [charactersOf(truth), charactersOf(read)];
  let before = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [row, wanted] of a.entries()) {
    const next = [row + 1];
    for (const [column, found] of b.entries()) {
      const replaced = (before[column] as number) + (wanted === found ? 0 : 1);
      next.push(Math.min(replaced, (before[column + 1] as number) + 1, (next[column] as number) + 1));
    }
    before = next;
  }
  return (before[b.length] as number) / Math.max(1, a.length);
}

function charactersOf(text: string): string[] {
  const plain = text
    .normalize('NFC')
    .replaceAll(/\p{Extended_Pictographic}|\p{Emoji_Modifier}|[\u200B-\u200F\u2060]|\uFE0F/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  return Array.from(plain);
}
