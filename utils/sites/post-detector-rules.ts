/**
 * What the thin script in a page needs to tell whether there is anything to read at one address: worked out in the
 * background, so that the page carries neither the rules nor the code for them.
 */
import type { FinderKnowledge, SiteAdapter } from './adapter.ts';
import { matchesAddress } from './glob.ts';
import { layoutsAt } from './layout-reader.ts';
import { splitSelectorList } from './split-selector-list.ts';

export interface PostDetectorRules {
  /** The site's first adapter; null on an unknown site. */
  adapter: string | null;
  /** Selectors of what any layout takes for a post at this address, none of them a list. */
  roots: string[];
  /** The address is that of a wall, or of a page that should show posts. */
  expected: boolean;
  /** Selectors of what stands on walls only, none of them a list, and how their titles begin, in lower case. */
  wallSelectors: string[];
  wallTitles: string[];
}

export function postDetectorRules(
  adapters: readonly SiteAdapter[],
  finder: FinderKnowledge,
  url: string,
): PostDetectorRules {
  const walls = [finder.wall, ...adapters.flatMap(({ wall }) => wall ?? [])];
  const here = [...walls.map(({ urls }) => urls), ...adapters.map(({ expected }) => expected)];
  return {
    adapter: adapters[0]?.id ?? null,
    roots: adapters.flatMap(({ layouts }) => layoutsAt(layouts, url)).flatMap(({ root }) => splitSelectorList(root)),
    expected: here.some((globs) => globs !== undefined && matchesAddress(globs, url)),
    wallSelectors: walls.flatMap(({ css }) => css ?? []).flatMap(splitSelectorList),
    wallTitles: walls.flatMap(({ title }) => title ?? []).map((start) => start.toLowerCase()),
  };
}
