/** The groups of sites that the reader can grant, with the match patterns of each. */
import browser from 'webextension-polyfill';
import type { SiteKnowledge } from '../sites/adapter.ts';

export const SITE_GROUP_IDS = ['job-boards', 'social', 'everywhere'] as const;
export type SiteGroupId = (typeof SITE_GROUP_IDS)[number];

export interface SiteGroup {
  id: SiteGroupId;
  /** Match patterns. */
  origins: string[];
  /** Display names of the sites; empty for `everywhere`. */
  sites: string[];
  isGranted: boolean;
  /** Granted by the manifest: the browser does not let the reader revoke it here. */
  isFixed: boolean;
  /** Granted because every site is; it ends with that grant. */
  isCovered: boolean;
}

const ALL_SITES_PATTERN = '*://*/*';
/** Every pattern that means all sites. */
const ALL_SITES_PATTERNS: ReadonlySet<string> = new Set([ALL_SITES_PATTERN, '<all_urls>', 'http://*/*', 'https://*/*']);

/** The groups with their current grants. */
export async function readSiteGroups(): Promise<SiteGroup[]> {
  const response = await fetch(browser.runtime.getURL('knowledge/sites.json'));
  const { adapters } = (await response.json()) as SiteKnowledge;
  const hasAllSites = await browser.permissions.contains({ origins: [ALL_SITES_PATTERN] });
  return Promise.all(
    SITE_GROUP_IDS.map(async (id) => {
      const inGroup = adapters.filter(({ group, verified }) => group === id && verified !== 'none');
      const origins =
        id === 'everywhere'
          ? [ALL_SITES_PATTERN]
          : [...new Set(inGroup.flatMap(({ hosts }) => hosts))].map((host) => `*://${host}/*`);
      const isGranted = await browser.permissions.contains({ origins });
      return {
        id,
        origins,
        sites: inGroup.map(({ name }) => name).sort(),
        isGranted,
        isFixed: isGranted && !isRemovable(origins),
        isCovered: hasAllSites && id !== 'everywhere',
      };
    }),
  );
}

/** Grants a group or revokes its grant. Must be called from a click, before any `await`. True when the grant changed. */
export function switchAccess(group: SiteGroup): Promise<boolean> {
  return group.isGranted ? revokeAccess(group) : browser.permissions.request({ origins: group.origins });
}

async function revokeAccess({ id, origins }: SiteGroup): Promise<boolean> {
  try {
    const held = (await browser.permissions.getAll()).origins ?? [];
    const forAllSites = held.filter((origin) => ALL_SITES_PATTERNS.has(origin));
    return await browser.permissions.remove({ origins: id === 'everywhere' ? forAllSites : origins });
  } catch {
    return false; // the browser keeps the permissions of the manifest
  }
}

/** Chromium keeps the hosts of the manifest; Firefox lets the reader revoke each of them. */
function isRemovable(origins: readonly string[]): boolean {
  if (import.meta.env.FIREFOX) return true;
  const required = browser.runtime.getManifest().host_permissions ?? [];
  return !origins.every((origin) => required.includes(origin) || required.includes('<all_urls>'));
}
