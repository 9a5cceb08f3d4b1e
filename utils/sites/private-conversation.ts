/** Recognises private conversations and webmail, which are never read. */
import type { FinderKnowledge } from './adapter.ts';
import { matchesGlob } from './glob.ts';

export function isPrivateConversation({ private: globs }: FinderKnowledge, url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, pathname } = new URL(url);
  return globs.some((glob) => matchesGlob(glob, hostname + pathname));
}
