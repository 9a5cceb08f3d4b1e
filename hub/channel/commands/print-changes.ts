/** Shows a co-signer every change: on the screen, or in a file whose digest they must name. */
import { createHash } from 'node:crypto';
import { print } from '../../print.ts';
import { printable } from '../../printable.ts';
import { writeAtomically } from '../channel-folder.ts';

/** More lines than this go to a file. */
export const MAX_PRINTED_CHANGES = 500;
const LINES_SHOWN = 20;

/** Returns null when everything was printed, else the SHA-256 of the file in hexadecimal. */
export async function printChanges(changes: readonly string[], file: string): Promise<string | null> {
  if (changes.length <= MAX_PRINTED_CHANGES) {
    for (const line of changes) print(line);
    return null;
  }
  const text = changes.map((line) => `${printable(line)}\n`).join('');
  await writeAtomically(file, text);
  for (const line of changes.slice(0, LINES_SHOWN)) print(line);
  print(`All ${changes.length} lines are in ${file}. Read them before you sign.`);
  return createHash('sha256').update(text).digest('hex');
}
