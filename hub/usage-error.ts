/** Wrong arguments, in one sentence. The command's help is printed after it, and the exit code is 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}
