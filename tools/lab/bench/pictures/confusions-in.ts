/** Aligns what was read in a picture with the true text, and lists the confusions. */

/** What stands in the picture, and what was read instead of it; either may be ''. */
export type Confusion = readonly [shown: string, read: string];

/**
 * The errors in order, by the fewest edits (Levenshtein). Errors that touch are one: `rn` read as `m` is one confusion.
 *
 * @param truth the text in the picture  @param read what was read
 */
export function confusionsIn(truth: string, read: string): Confusion[] {
  const [a, b] = [Array.from(truth), Array.from(read)];
  const costs = editCosts(a, b);
  const confusions: Confusion[] = [];
  let [row, column, shown, seen] = [a.length, b.length, '', ''];
  const finish = (): void => {
    if (shown !== '' || seen !== '') confusions.push([shown, seen]);
    [shown, seen] = ['', ''];
  };
  while (row > 0 || column > 0) {
    const here = costs[row]![column]!;
    const isSame = row > 0 && column > 0 && a[row - 1] === b[column - 1];
    if (isSame && costs[row - 1]![column - 1] === here) {
      finish();
      [row, column] = [row - 1, column - 1];
    } else if (row > 0 && column > 0 && costs[row - 1]![column - 1]! + 1 === here) {
      [row, column] = [row - 1, column - 1];
      [shown, seen] = [a[row]! + shown, b[column]! + seen];
    } else if (row > 0 && costs[row - 1]![column]! + 1 === here) {
      row--;
      shown = a[row]! + shown;
    } else {
      column--;
      seen = b[column]! + seen;
    }
  }
  finish();
  return confusions.reverse();
}

/** Edits between the first `row` characters of one text and the first `column` of the other. */
function editCosts(a: readonly string[], b: readonly string[]): number[][] {
  const costs = [Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (const [row, wanted] of a.entries()) {
    const before = costs[row]!;
    const next = [row + 1];
    for (const [column, found] of b.entries()) {
      const replaced = before[column]! + (wanted === found ? 0 : 1);
      next.push(Math.min(replaced, before[column + 1]! + 1, next[column]! + 1));
    }
    costs.push(next);
  }
  return costs;
}
