/** Numbers in words before a multiplier: "三" in "三万", "สาม" in "สามหมื่น", "ba mươi" in "ba mươi triệu". */
import type { FoldedText } from './folded-text.ts';

/** Folded words and their values: 1 to 9, 10, 100, 1000, or ready numbers such as 15. */
export type NumberWords = readonly (readonly [word: string, value: number])[];

/** Words of the longest number that is read. */
const MAX_WORDS = 5;

/** Reads numbers in words; made once for a list of words. */
export class NumberWordReader {
  /** By the last unit of the word, the longest word first. */
  private readonly byLast = new Map<number, { units: readonly number[]; value: number }[]>();

  constructor(words: NumberWords) {
    for (const [word, value] of words) {
      const units = Array.from({ length: word.length }, (_, at) => word.charCodeAt(at));
      const last = units.at(-1);
      if (last === undefined) continue;
      const same = this.byLast.get(last) ?? [];
      same.push({ units, value });
      this.byLast.set(
        last,
        same.toSorted((a, b) => b.units.length - a.units.length),
      );
    }
  }

  /** The number whose words end at unit `end`, none before unit `from`; null where no number word ends there. */
  readBefore({ units }: FoldedText, from: number, end: number): { start: number; number: number } | null {
    const values: number[] = [];
    let start = end;
    while (values.length < MAX_WORDS) {
      const found = this.byLast
        .get(units[start - 1] ?? 0)
        ?.find(
          (word) => start - word.units.length >= from && this.isWordAt(units, word.units, start - word.units.length),
        );
      if (found === undefined) break;
      values.unshift(found.value);
      start -= found.units.length;
    }
    return values.length === 0 ? null : { start, number: valueOf(values) };
  }

  private isWordAt(units: Uint16Array, word: readonly number[], at: number): boolean {
    return word.every((unit, index) => units[at + index] === unit);
  }
}

/** "three, hundred, five" is 305; a multiplier without a number before it counts once. */
function valueOf(values: readonly number[]): number {
  let sum = 0;
  let open = 0;
  for (const value of values) {
    if (value === 10 || value === 100 || value === 1000) {
      sum += Math.max(1, open) * value;
      open = 0;
    } else open += value;
  }
  return sum + open;
}
