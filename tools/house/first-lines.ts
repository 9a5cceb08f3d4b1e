/** Every code file begins with a comment that says what it is. */
import { isScript, isTestFile, type SourceFile } from './source-file.ts';

/** A comment, after lines for the shell or the compiler. */
const BEGINS_WITH_COMMENT = /^(?:#!.*\n|\/\/\/ <reference.*\n)*(?:\/\*\*|\/\/ )/u;

export function firstLineFaults(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path, text }) => isScript(path) && !isTestFile(path) && !BEGINS_WITH_COMMENT.test(text))
    .map(({ path }) => `${path}: does not begin with a comment that says what it is`);
}
