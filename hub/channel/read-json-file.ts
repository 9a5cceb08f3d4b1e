/** Reads a JSON file of the channel's folder. A message without the file's name would help nobody. */
import { readFile } from 'node:fs/promises';
import { Refusal } from '../refusal.ts';
import { systemAdvice } from '../system-advice.ts';
import { mergeConflictOf } from './merge-conflict.ts';

/** Throws a Refusal that names the file when it cannot be read, or is no JSON. @param advice what to do then */
export async function readJsonFile(file: string, advice: string): Promise<unknown> {
  let text = '';
  try {
    // Some editors write a mark of byte order before it.
    text = (await readFile(file, 'utf8')).replace(/^\uFEFF/u, '');
    return JSON.parse(text);
  } catch (error) {
    // A file that this user may not read, or that two people changed, is no damaged one.
    throw new Refusal(
      mergeConflictOf(text, file) ?? `${file} cannot be read: ${(error as Error).message}`,
      systemAdvice(error) ?? advice,
    );
  }
}
