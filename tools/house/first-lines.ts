/** Every file of code says first what it is, so that a reader can pass it by. */
import type { SourceFile } from './file-sizes.ts';

const CODE_FILE = /\.(?:ts|tsx|mjs)$/u;
/** Test files are named by what they test. */
const TEST_FILE = /\.test\.tsx?$/u;
/** A comment, after a line for the shell or for the compiler. */
const BEGINS_WITH_COMMENT = /^(?:#!.*\n|\/\/\/ <reference.*\n)*(?:\/\*\*|\/\/ )/u;

export function firstLineFaults(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path, text }) => CODE_FILE.test(path) && !TEST_FILE.test(path) && !BEGINS_WITH_COMMENT.test(text))
    .map(({ path }) => `${path}: the first line does not say what the file is`);
}
