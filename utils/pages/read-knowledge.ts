/** Reads a knowledge file for a page: the bundled one first, then the channel's, which replaces it. */
import * as v from 'valibot';
import type { PageKnowledgeFile } from '../contracts/page-knowledge.ts';
import { sendMessage } from '../messaging/page-messages.ts';
import { readPackaged } from './read-packaged.ts';

/**
 * Calls `onRead` with the bundled file, then with the channel's when there is a valid one. A page can draw the first
 * without waiting for the background.
 * @returns resolves after the last call  @param onRead gets null when the package is damaged
 */
export async function readKnowledge<T>(
  name: PageKnowledgeFile,
  schema: v.GenericSchema<unknown, T>,
  onRead: (value: T | null) => void,
): Promise<void> {
  const published = sendMessage('knowledge.read', { name }).catch(() => ({ text: null }));
  onRead(await readPackaged(`knowledge/${name}`, (json) => v.parse(schema, json)));
  const { text } = await published;
  if (text === null) return;
  try {
    onRead(v.parse(schema, JSON.parse(text)));
  } catch {
    // This version cannot read the form of the channel's file: the bundled one stays.
  }
}
