/** Warns of a secret that other users of the machine can read. */
import { statSync } from 'node:fs';
import { platform } from 'node:process';
import { printError } from './print.ts';

const warned = new Set<string>();

/** Prints one line for each file. The modes that Windows gives say nothing. */
export function warnReadable(file: string): void {
  const mode = platform === 'win32' ? 0 : (statSync(file, { throwIfNoEntry: false })?.mode ?? 0);
  if ((mode & 0o077) === 0 || warned.has(file)) return;
  warned.add(file);
  printError(`Warning: other users of this machine may read ${file}, and it is not encrypted. Now: chmod 600 ${file}`);
}
