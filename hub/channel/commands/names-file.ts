/** Reads the file of commands that take a file, or a kind and a value. */
import { isThere } from '../../is-there.ts';
import { Refusal } from '../../refusal.ts';
import { readTextFile } from '../read-text-file.ts';

/** Throws a Refusal when it cannot be read. Without a file of that name, somebody probably left the kind out. */
export async function readNamesFile(file: string, command: string): Promise<string> {
  try {
    return await readTextFile(file);
  } catch (error) {
    if (!(error instanceof Refusal) || isThere(file)) throw error;
    throw new Refusal(...error.lines, `For one name: channel ${command} DIR KIND VALUE.`);
  }
}
