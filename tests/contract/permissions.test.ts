/** The manifests as built ask for exactly what docs/reader/permissions.md justifies. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DEFAULT_BRAND } from '../../tools/brand/read-brand.ts';
import { readSites } from '../../tools/knowledge/sites.ts';
import { ensureExtension } from '../../tools/setup/extension.ts';
import {
  FIREFOX_DATA,
  readJustifications,
  OTHER_WAYS_IN,
  PACKAGE_PERMISSIONS,
  SITE_PERMISSIONS,
} from '../../tools/store/permissions-doc.ts';

interface Manifest {
  permissions: string[];
  optional_permissions?: string[];
  host_permissions: string[];
  optional_host_permissions: string[];
  content_scripts: { matches: string[]; js: string[] }[];
  content_security_policy: { extension_pages: string };
  browser_specific_settings?: {
    gecko: { data_collection_permissions: { required: string[]; optional: string[] } };
  };
}

/** Keys that give a page or another extension a way in. */
const NEVER = ['web_accessible_resources', 'externally_connectable', 'sandbox', 'key'];

/** Keys that grant nothing: names, versions, texts, pictures, and the program's own files. */
const GRANTS_NOTHING =
  'manifest_version name version description default_locale icons background options_ui browser_specific_settings minimum_chrome_version storage';

const named = (heading: string): string[] =>
  readJustifications(heading)
    .map(({ name }) => name)
    .sort();

/** Match patterns of the boards that were tried on a real page. */
async function verifiedHosts(): Promise<string[]> {
  const { adapters } = await readSites('knowledge');
  const tried = adapters.filter(({ group, verified }) => group === 'job-boards' && verified.startsWith('page'));
  return [...new Set(tried.flatMap(({ hosts }) => hosts.map((host) => `*://${host}/*`)))].sort();
}

describe.each(['chrome', 'firefox'] as const)('the manifest for %s', { timeout: 120_000 }, async (browser) => {
  const folder = await ensureExtension({ brand: DEFAULT_BRAND, flavour: 'production', browser });
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;

  test('requests exactly the permissions that docs/reader/permissions.md justifies', () => {
    expect(manifest.permissions.toSorted()).toEqual(named(PACKAGE_PERMISSIONS));
    expect(manifest.optional_permissions ?? []).toEqual([]);
  });

  test('requires exactly the job boards that were verified on a real page; all other hosts are optional', async () => {
    const hosts = await verifiedHosts();
    expect(hosts.length).toBeGreaterThan(10);
    expect(manifest.host_permissions.toSorted()).toEqual(hosts);
    expect(manifest.content_scripts.map(({ js }) => js)).toEqual([['content-scripts/scan.js']]);
    expect(manifest.content_scripts[0]?.matches.toSorted()).toEqual(hosts);
    expect(manifest.optional_host_permissions).toEqual(['*://*/*']);
    expect(named(SITE_PERMISSIONS)).toEqual(['host_permissions', 'optional_host_permissions']);
  });

  test('has no key besides those that docs/PERMISSIONS.md explains', () => {
    const explained = [...named(SITE_PERMISSIONS), ...named(OTHER_WAYS_IN), 'permissions', 'content_scripts'];
    const others = Object.keys(manifest).filter((key) => !GRANTS_NOTHING.split(' ').includes(key));
    expect(others.toSorted()).toEqual(explained.toSorted());
  });

  test('lets its pages and its worker send to https hosts and to this machine alone, and load no foreign script', () => {
    const directives = manifest.content_security_policy.extension_pages.split('; ');
    // WebAssembly of the package reads the words in pictures.
    expect(directives).toContain("script-src 'self' 'wasm-unsafe-eval'");
    expect(directives).toContain("connect-src 'self' https: http://127.0.0.1:* http://localhost:*");
    expect(manifest.content_security_policy.extension_pages).not.toMatch(
      /unsafe-inline|'unsafe-eval|\*:|data:|blob:|wss?:/u,
    );
  });

  test('allows no access from pages or other extensions', () => {
    expect(NEVER.filter((key) => key in manifest)).toEqual([]);
  });

  test.runIf(browser === 'firefox')('declares the kinds of data that a report can contain', () => {
    const data = manifest.browser_specific_settings?.gecko.data_collection_permissions;
    expect(data?.required).toEqual(['none']);
    expect(data?.optional.toSorted()).toEqual(named(FIREFOX_DATA));
  });
});
