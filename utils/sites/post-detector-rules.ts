/**
 * The rules that the post detector needs for one address. The worker computes them, so that the detector bundles neither
 * the adapters nor their code.
 */
import type { FinderKnowledge, SiteAdapter } from './adapter.ts';
import { matchesAddress } from './glob.ts';
import { layoutsAt } from './layout-reader.ts';
import { neededParts } from './needed-parts.ts';
import { splitSelectorList } from './split-selector-list.ts';

export interface PostDetectorRules {
  /** The site's first adapter; null on an unknown site. */
  adapter: string | null;
  /** Single selectors of the post elements of all layouts at this address. */
  roots: string[];
  /** Fewer and simpler selectors: a page without any match of them has no match of `roots`. */
  rootParts: string[];
  /** The address is that of a wall or of a page that should show posts. */
  shouldShowPosts: boolean;
  /** Single selectors of elements that only walls have: challenges of any site, and walls of this one. */
  challengeSelectors: string[];
  wallSelectors: string[];
  wallTitles: string[];
}

export function postDetectorRules(
  adapters: readonly SiteAdapter[],
  finder: FinderKnowledge,
  url: string,
): PostDetectorRules {
  const siteWalls = adapters.flatMap(({ wall }) => wall ?? []);
  const walls = [finder.wall, ...siteWalls];
  const roots = adapters
    .flatMap(({ layouts }) => layoutsAt(layouts, url))
    .flatMap(({ root }) => splitSelectorList(root));
  const here = [...walls.map(({ urls }) => urls), ...adapters.map(({ expected }) => expected)];
  return {
    adapter: adapters[0]?.id ?? null,
    roots,
    rootParts: [...new Set(roots.flatMap(neededParts))],
    shouldShowPosts: here.some((globs) => globs !== undefined && matchesAddress(globs, url)),
    challengeSelectors: [finder.wall.css ?? []].flat().flatMap(splitSelectorList),
    wallSelectors: siteWalls.flatMap(({ css }) => css ?? []).flatMap(splitSelectorList),
    wallTitles: walls.flatMap(({ title }) => title ?? []).map((start) => start.toLowerCase()),
  };
}
