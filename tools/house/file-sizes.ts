/** Measures the length of the source files. Data, generated files and the pages that tests read are not source. */
import type { SourceFile } from './source-file.ts';

/** Limits in lines, of one file and of the median file. */
export const MAX_FILE_LINES = 400;
export const MAX_MEDIAN_LINES = 120;

export interface Sizes {
  files: number;
  /** In lines. */
  median: number;
  longest: { path: string; lines: number }[];
}

/** `longest`: the ten longest, longest first. Throws a RangeError without files, since that would pass every check. */
export function fileSizes(files: readonly SourceFile[]): Sizes {
  if (files.length === 0) throw new RangeError('no source file was found to measure');
  const sorted = files
    .map(({ path, text }) => ({ path, lines: linesOf(text) }))
    .sort((a, b) => b.lines - a.lines || (a.path < b.path ? -1 : 1));
  return {
    files: sorted.length,
    median: sorted[Math.floor(sorted.length / 2)]?.lines ?? 0,
    longest: sorted.slice(0, 10),
  };
}

export function sizeFaults({ median, longest }: Sizes): string[] {
  const faults = longest
    .filter(({ lines }) => lines > MAX_FILE_LINES)
    .map(({ path, lines }) => `${path}: ${lines} lines, more than ${MAX_FILE_LINES}; split the file`);
  if (median > MAX_MEDIAN_LINES) faults.push(`the median file has ${median} lines, more than ${MAX_MEDIAN_LINES}`);
  return faults;
}

function linesOf(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}
