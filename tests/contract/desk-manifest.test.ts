/** The desk as built: it reads no site, may call the relay alone, and holds nothing of the reader's extension. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DEFAULT_BRAND, readBrand } from '../../tools/brand/read-brand.ts';
import { ensureExtension } from '../../tools/setup/extension.ts';

interface Manifest {
  permissions: string[];
  host_permissions?: string[];
  optional_host_permissions?: string[];
  content_scripts?: unknown[];
  content_security_policy: { extension_pages: string };
  web_accessible_resources?: unknown;
  externally_connectable?: unknown;
}

describe.each(['chrome', 'firefox'] as const)('the desk’s manifest for %s', { timeout: 120_000 }, async (browser) => {
  const folder = await ensureExtension({ brand: DEFAULT_BRAND, flavour: 'desk', browser });
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;

  test('has no content script, no host permission and no external access', () => {
    expect(manifest.permissions.toSorted()).toEqual(['storage', 'unlimitedStorage']);
    for (const key of ['host_permissions', 'optional_host_permissions', 'content_scripts'] as const) {
      expect(manifest[key] ?? []).toEqual([]);
    }
    expect(manifest.web_accessible_resources).toBeUndefined();
    expect(manifest.externally_connectable).toBeUndefined();
  });

  test('may connect to the relay only', () => {
    const { relay } = readBrand(DEFAULT_BRAND);
    const directives = new Map(
      manifest.content_security_policy.extension_pages.split('; ').map((each) => {
        const [name = '', ...values] = each.split(' ');
        return [name, values];
      }),
    );
    expect(directives.get('default-src')).toEqual(["'none'"]);
    expect(directives.get('connect-src')).toEqual(["'self'", ...(relay === null ? [] : [new URL(relay).origin])]);
    for (const name of ['style-src', 'worker-src', 'img-src']) expect(directives.get(name)).toEqual(["'self'"]);
    // WebAssembly reads the words in a report's picture.
    expect(directives.get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'"]);
  });

  test('contains the desk page and no other script', () => {
    for (const file of ['desk.html', 'desk-worker.js', 'desk-picture-worker.js', 'background.js'])
      expect(existsSync(join(folder, file))).toBe(true);
    for (const file of ['popup.html', 'report.html', 'content-scripts']) {
      expect(existsSync(join(folder, file))).toBe(false);
    }
  });

  test('leaves the desk out of the reader’s extension', async () => {
    const reader = await ensureExtension({ brand: DEFAULT_BRAND, flavour: 'production', browser });
    for (const file of ['desk.html', 'desk-worker.js', 'desk-picture-worker.js'])
      expect(existsSync(join(reader, file))).toBe(false);
  });
});
