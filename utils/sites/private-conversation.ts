/** Recognises private conversations and webmail, which are never read. */
import type { FinderKnowledge, SiteAdapter } from './adapter.ts';
import { matchesGlob } from './glob.ts';

/** @param adapters those that read the host */
export function isPrivateConversation(
  { private: globs }: FinderKnowledge,
  adapters: readonly Pick<SiteAdapter, 'hosts'>[],
  url: string,
): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, pathname } = new URL(url);
  // Such an adapter was made for a host of conversations: its selectors choose public channels and groups.
  const isChosenByAdapter = adapters.some(({ hosts }) => hosts.includes(hostname));
  return globs.some(
    (glob) => matchesGlob(glob, hostname + pathname) && !(isChosenByAdapter && glob === `${hostname}/*`),
  );
}
