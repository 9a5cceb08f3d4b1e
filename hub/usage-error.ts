/**
 * A mistake of typing, in one sentence: an argument or option is missing, or an option has a value that it never takes. Nothing
 * was done. The command's help is printed after it, and the exit code is 2.
 */
export class UsageError extends Error {
  override name = 'UsageError';
}
