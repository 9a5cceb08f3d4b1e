/** Reads a JSON file of the channel's folder. A message without the file's name would help nobody. */
import { readFile } from 'node:fs/promises';
import { Refusal } from '../refusal.ts';

/** Throws a Refusal that names the file when it cannot be read, or is no JSON. @param advice what to do then */
export async function readJsonFile(file: string, advice: string): Promise<unknown> {
  try {
    // Some editors write a mark of byte order before it.
    return JSON.parse((await readFile(file, 'utf8')).replace(/^\uFEFF/u, ''));
  } catch (error) {
    throw new Refusal(`${file} cannot be read: ${(error as Error).message}`, advice);
  }
}
