/** Thrown for a command line that makes no sense: the command ends with the usage and exit code 2. */
export class UsageError extends Error {}
