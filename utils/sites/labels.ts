/** Reads labelled lines of posts: `Company: Example Ltd`, `給与 月給21万円`. */
import { hasWord } from './has-word.ts';

/** Longest value, UTF-16 units. */
const MAX_VALUE_UNITS = 90;

/** Splits text into lines. A colon on a line of its own joins its label, and `【Pay】 300` becomes a separate line. */
export function splitLabelledLines(text: string): string[] {
  return text
    .replaceAll(/\n[:：]\s*\n?/gu, ': ')
    .replaceAll(/\s*【([^【】\n]{2,20})】\s*[:：]?/gu, '\n$1: ')
    .split('\n');
}

/** The first value after one of the labels, or on the line below it; '' when there is none. */
export function labelledValue(lines: readonly string[], labels: readonly string[]): string {
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const lower = line.toLowerCase();
    const label = labels.find((each) => lower.startsWith(each));
    if (label === undefined) continue;
    const rest = line.slice(label.length);
    const value = /^\s*[:：﹕፡]?\s*$/u.test(rest) ? lines[i + 1] : /^.{0,4}?\s*[:：﹕፡]\s*(.+)$/u.exec(rest)?.[1];
    const first = (value ?? '').split(/\s[|·•]\s|[;；]/u)[0]!.trim();
    if (first.length >= 2 && first.length <= MAX_VALUE_UNITS && /\p{L}/u.test(first)) return first;
  }
  return '';
}

/** Counts lines with a job word as their label (`Salary: 300`) or heading (`Requirements`). */
export function countLabelledLines(lines: readonly string[], words: readonly string[]): number {
  return lines.filter((line) => {
    const label = /^([^:：፡]{2,40})[:：፡]\s*\S/u.exec(line)?.[1] ?? (line.length < 45 ? line : '');
    return isLabel(label.toLowerCase(), words);
  }).length;
}

/** Whether a line is one of the words and at most 12 units more. Both in lower case. */
export function isLabel(line: string, words: readonly string[]): boolean {
  return words.some((word) => line.length - word.length <= 12 && hasWord(line, word));
}
