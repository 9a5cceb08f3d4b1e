/** Output of the hub's commands: one line a call, with control characters escaped. */
import { printable } from './printable.ts';

/** Prints one line on standard output. */
export function print(line: string): void {
  console.log(printable(line));
}

/** Prints one line on standard error. */
export function printError(line: string): void {
  console.error(printable(line));
}
