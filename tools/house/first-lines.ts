/** Every file of code says first what it is, so that a reader can pass it by. */
import type { SourceFile } from './sizes.ts';

const CODE = /\.(?:ts|tsx|mjs)$/u;
/** Test files are named by what they test. */
const TEST = /\.test\.tsx?$/u;
/** A comment, after a line for the shell or for the compiler. */
const SAYS = /^(?:#!.*\n|\/\/\/ <reference.*\n)*(?:\/\*\*|\/\/ )/u;

export function firstLineFaults(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path, text }) => CODE.test(path) && !TEST.test(path) && !SAYS.test(text))
    .map(({ path }) => `${path}: the first line does not say what the file is`);
}
